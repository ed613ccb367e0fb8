// Sequential and Model: their structure, weights, hyper-parameters and files.

#include <nanobind/stl/map.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/variant.h>
#include <nanobind/stl/vector.h>

#include "occam/layers/discretization.h"
#include "occam/layers/integer_lookup.h"
#include "occam/layers/normalization.h"
#include "occam/models/parts.h"
#include "occam/models/result_shapes.h"
#include "occam/models/weight_arrays.h"
#include "occam/onnx/export_onnx.h"
#include "occam/saving/hdf5_reader.h"
#include "occam/saving/json_text.h"
#include "occam/saving/model_file.h"
#include "occam/selection/shrink.h"
#include "python/core/concepts.h"
#include "python/core/conversions.h"
#include "python/core/fitting.h"
#include "python/core/module.h"
#include "python/core/python_layer.h"
#include "python/core/python_members.h"
#include "python/core/python_object.h"
#include "python/core/read_member.h"
#include "python/core/warnings.h"

namespace occam::python {
namespace {

Layer make_layer(const std::string& class_name, nb::handle arguments) {
  PythonMembers members;
  const Config config = members.config(class_name, arguments);
  const PythonMembers::Scope scope(members);
  return Layer::catalogue().make(class_name, config);
}

template <class T>
Layer adapted_as(const T& layer, const Array& rows) {
  T own = layer;
  own.adapt(rows);
  return own;
}

/// The layer with what it learns from rows before training.
Layer adapted(const Layer& layer, const NumpyArray& rows) {
  if (const auto* own = layer.as<layers::Normalization>()) return adapted_as(*own, view_of(rows));
  if (const auto* own = layer.as<layers::IntegerLookup>()) return adapted_as(*own, view_of(rows));
  if (const auto* own = layer.as<layers::Discretization>()) return adapted_as(*own, view_of(rows));
  throw nb::type_error((std::string(layer.type()) + ": learns nothing before training").c_str());
}

/// One metric: (config, log name or None).
Metric read_metric(nb::handle pair) {
  const Metric metric = read_member<Metric>("metrics", pair[0], PythonObject::Held::kWeakly);
  return pair[1].is_none() ? metric : metric.named(nb::cast<std::string>(pair[1]));
}

/// A list, or with names a list an output.
Metrics read_metrics(nb::handle given, const std::vector<std::string>& names) {
  Metrics metrics;
  std::size_t place = 0;
  for (const nb::handle item : given) {
    if (names.empty()) {
      metrics.push_back(read_metric(item));
    } else {
      std::vector<Metric> of_output;
      for (const nb::handle each : item) of_output.push_back(read_metric(each));
      metrics.add(names[place++], std::move(of_output));
    }
  }
  return metrics;
}

/// By position, or by name where `names` are given.
template <class T>
OneOrMany<T> named(std::vector<T> list, const std::vector<std::string>& names) {
  if (names.empty()) return OneOrMany<T>(std::move(list));
  OneOrMany<T> result;
  for (std::size_t i = 0; i < list.size(); ++i) result.add(names[i], std::move(list[i]));
  return result;
}

template <class T, class Read>
OneOrMany<T> read_many(nb::handle given, const std::vector<std::string>& names, const Read& one) {
  std::vector<T> list;
  for (const nb::handle item : given) list.push_back(one(item));
  return named(std::move(list), names);
}

/// What is written in Python the caller keeps as long as the model. continues: the model, if any,
/// whose optimizer goes on.
void compile(Trainable& model, nb::handle optimizer, nb::handle losses,
             const std::vector<std::string>& loss_names, nb::handle loss_weights,
             const std::vector<std::string>& weight_names, nb::handle metrics,
             const std::vector<std::string>& metric_names, nb::handle weighted_metrics,
             const std::vector<std::string>& weighted_names, bool layer_penalties,
             std::vector<std::string> loss_logs, const nb::list& continues) {
  const PythonWarnings warnings;
  const auto go_on = [&](bool so) {
    if (continues.size() == 0) return;
    const Trainable& of = nb::cast<const Trainable&>(continues[0]);
    models::Parts::network(model, "compile")
        .continue_optimizer(so ? &models::Parts::network(of, "compile") : nullptr);
  };
  go_on(true);
  try {
    model.compile(
        {.optimizer = read_member<Optimizer>("optimizer", optimizer, PythonObject::Held::kWeakly),
         .loss = read_many<Loss>(losses, loss_names,
                                 [](nb::handle item) {
                                   return read_member<Loss>("loss", item,
                                                            PythonObject::Held::kWeakly);
                                 }),
         .loss_weights = read_many<Hyper>(loss_weights, weight_names,
                                          [](nb::handle item) { return nb::cast<double>(item); }),
         .metrics = read_metrics(metrics, metric_names),
         .weighted_metrics = read_metrics(weighted_metrics, weighted_names),
         .layer_penalties = layer_penalties,
         .loss_logs = std::move(loss_logs)});
  } catch (...) {
    go_on(false);
    throw;
  }
}

nb::list get_weights(const Trainable& model) {
  nb::list weights;
  for (Array& weight : model.get_weights()) weights.append(numpy_of(std::move(weight)));
  return weights;
}

void set_weights(Trainable& model, const std::vector<NumpyArray>& weights) {
  std::vector<Array> views;
  for (const NumpyArray& weight : weights) views.push_back(view_of(weight));
  // Unlike the library's own function it takes what is not finite, as Keras does.
  models::Network& network = models::Parts::network(model, "set_weights");
  models::check_weight_shapes("set_weights", network, views);
  models::assign_weights(network, views);
  network.keep_weights();
}

nb::object get_weight(const Trainable& model, std::size_t place) {
  return numpy_of(models::array_of_weight(models::Parts::network(model, "get_weights"), place));
}

void set_weight(Trainable& model, std::size_t place, const NumpyArray& weight) {
  models::Network& network = models::Parts::network(model, "set_weights");
  models::assign_weight("set_weights", network, place, view_of(weight));
  network.keep_weights();
}

/// A dict a weight: path, whether the optimizer updates it.
nb::list weight_list(const Trainable& model) {
  const std::shared_ptr<const models::Blueprint> blueprint = models::Parts::blueprint(model);
  nb::list list;
  if (blueprint == nullptr) return list;
  for (const layers::Declared::Weight& weight : blueprint->weights()) {
    const runtime::Variable& variable = blueprint->layout()[weight.variable];
    nb::dict item;
    item["path"] = variable.path;
    item["shape"] = tuple_of(variable.shape);
    item["trainable"] = variable.role == runtime::Role::kTrainable;
    list.append(item);
  }
  return list;
}

/// Keras's description of the model and what it is compiled with.
nb::object description(const Trainable& model) {
  return object_of(saving::config_of_json("model", to_json(model)));
}

/// `method` gives what changes the description, or None when that is gone: a weak reference.
void describe_by(Trainable& model, nb::object method) {
  models::Parts::describe_by(model, [held = PythonObject(std::move(method))](Config config) {
    const nb::gil_scoped_acquire lock;
    const nb::object change = held.get()();
    return change.is_none() ? config : config_of("description", change(object_of(config)));
  });
}

std::variant<Sequential, Model> load(const std::string& path, bool compile) {
  const PythonWarnings warnings;
  const nb::gil_scoped_release unlocked;
  return load_saved_model(path, {.compile = compile});
}

void save(const Trainable& model, const std::string& path, bool zipped, bool include_optimizer,
          const std::map<std::string, NumpyArray>& beside) {
  const PythonWarnings warnings;
  SaveOptions options{.zipped = zipped, .include_optimizer = include_optimizer};
  for (const auto& [place, values] : beside)
    options.beside.push_back({place, view_of(values).astype(DType::kFloat32)});
  const nb::gil_scoped_release unlocked;
  save_model(model, path, options);
}

/// Numbers of an HDF5 file's bytes at a place, or None where there are none.
nb::object numbers_in_file(const nb::bytes& bytes, const std::string& place) {
  const std::string content(bytes.c_str(), bytes.size());
  const saving::Hdf5Reader file("model.weights.h5", content);
  if (!file.has(place)) return nb::none();
  Array values(DType::kFloat32, file.shape(place));
  file.floats(place, values.shape(), values.mutable_data<float>());
  return numpy_of(std::move(values));
}

/// Names of the members of a group of an HDF5 file's bytes.
std::vector<std::string> members_in_file(const nb::bytes& bytes, const std::string& group) {
  const std::string content(bytes.c_str(), bytes.size());
  return saving::Hdf5Reader("model.weights.h5", content).members(group);
}

nb::list shapes(const std::vector<Shape>& shapes) {
  nb::list list;
  for (const Shape& shape : shapes) list.append(tuple_of(shape));
  return list;
}

std::vector<Shape> output_shapes(const Trainable& model) {
  std::vector<Shape> found;
  if (const auto blueprint = models::Parts::blueprint(model)) {
    for (std::size_t i = 0; i < model.output_names().size(); ++i)
      found.push_back(blueprint->output_shape(i));
  }
  return found;
}

/// Of what each call of a layer gives, in order.
std::vector<Shape> call_shapes(const Trainable& model) {
  const auto blueprint = models::Parts::blueprint(model);
  return blueprint
             ? std::vector<Shape>(blueprint->call_shapes().begin(), blueprint->call_shapes().end())
             : std::vector<Shape>{};
}

/// Names by Layer.id, of a built model.
std::map<std::uintptr_t, std::string> names_by_id(const Trainable& model) {
  std::map<std::uintptr_t, std::string> names;
  if (const auto blueprint = models::Parts::blueprint(model)) {
    for (const models::NamedLayer& each : blueprint->topology().layers)
      names.emplace(reinterpret_cast<std::uintptr_t>(each.layer.id()), each.name);
  }
  return names;
}

std::vector<Shape> input_shapes(const Trainable& model) {
  std::vector<Shape> found;
  if (const auto blueprint = models::Parts::blueprint(model)) {
    for (const models::Topology::Input& input : blueprint->topology().inputs)
      found.push_back(input.shape);
  }
  return found;
}

nb::list result_shapes(const Layer& layer, const std::vector<std::vector<std::int64_t>>& inputs,
                       const std::vector<std::size_t>& mask_ranks) {
  std::vector<Shape> given;
  for (const std::vector<std::int64_t>& each : inputs) given.push_back(shape_of(each));
  return shapes(models::result_shapes(layer, given, mask_ranks));
}

void bind_layers(nb::module_& module) {
  nb::class_<Node>(module, "Node");
  nb::class_<Layer>(module, "Layer")
      .def_prop_ro("id",
                   [](const Layer& layer) { return reinterpret_cast<std::uintptr_t>(layer.id()); })
      .def("config", [](const Layer& layer) { return object_of(layer.config()); })
      .def_prop_ro("makes_mask", &Layer::makes_mask)
      .def_prop_ro("uses_mask", &Layer::uses_mask)
      .def_prop_ro("supports_masking", &Layer::supports_masking)
      .def_prop_ro("has_weights", &Layer::has_weights)
      .def("adapted", &adapted)
      .def("__call__",
           [](const Layer& layer, std::vector<Node> inputs) { return layer(std::move(inputs)); })
      .def("call_all", [](const Layer& layer, std::vector<Node> inputs, std::size_t results) {
        return call_all(layer, std::move(inputs), results);
      });
  module.def("layer", &make_layer, nb::arg("class_name"), nb::arg("arguments").none());
  module.def("result_shapes", &result_shapes, nb::arg("layer"), nb::arg("inputs"),
             nb::arg("mask_ranks") = std::vector<std::size_t>{});
  module.attr("probe_size") = models::kProbeSize;
  module.def("input_node", [](const Layer& input) { return Node(input, {}); });
}

}  // namespace

void bind_models(nb::module_& module) {
  bind_layers(module);
  bind_python_layers(module);
  nb::class_<Trainable> trainable(module, "Trainable");
  trainable.def_prop_ro("built", &Trainable::built)
      .def("compile", &compile)
      .def("get_weights", &get_weights)
      .def("get_weight", &get_weight)
      .def("set_weight", &set_weight)
      .def("set_weights", &set_weights)
      .def("weight_list", &weight_list)
      .def("input_names", &Trainable::input_names)
      .def("output_names", &Trainable::output_names)
      .def("output_shapes", [](const Trainable& model) { return shapes(output_shapes(model)); })
      .def("input_shapes", [](const Trainable& model) { return shapes(input_shapes(model)); })
      .def("call_shapes", [](const Trainable& model) { return shapes(call_shapes(model)); })
      .def("steps_taken",
           [](const Trainable& model) {
             return models::Parts::network(model, "iterations").steps_taken();
           })
      .def("names_by_id", &names_by_id)
      .def("has_values", &models::Parts::has_values)
      .def("hyper_paths", &Trainable::hyper_paths)
      .def("hyper",
           [](const Trainable& model, const std::string& path) { return model.hyper(path); })
      .def("set_hyper", [](Trainable& model, const std::string& path,
                           double value) { model.set_hyper(path, value); })
      .def("set_seed", &Trainable::set_seed)
      .def("set_threads", &Trainable::set_threads)
      .def("summary",
           [](const Trainable& model, std::int64_t batch) { return model.summary(batch); })
      .def("penalty_table", &Trainable::penalty_table)
      .def("print_plan", &Trainable::print_plan)
      .def("description", &description)
      .def("to_json", [](const Trainable& model) { return to_json(model); })
      .def("describe_by", &describe_by, nb::arg("method"))
      .def("save", &save, nb::arg("path"), nb::arg("zipped") = true,
           nb::arg("include_optimizer") = true,
           nb::arg("beside") = std::map<std::string, NumpyArray>{})
      .def("export_onnx",
           [](const Trainable& model, const std::string& path) { export_onnx(model, path); })
      .def("save_weights",
           [](const Trainable& model, const std::string& path) { save_weights(model, path); })
      .def("load_values",
           [](Trainable& model, const std::string& path) {
             const PythonWarnings warnings;
             saving::load_values(model, path);
           })
      .def("stored_parts",
           [](const Trainable& model) {
             std::vector<std::pair<std::string, std::string>> found;
             for (LayerPart& part : saving::stored_parts(model))
               found.emplace_back(std::move(part.path), std::move(part.group));
             return found;
           })
      .def("load_weights",
           [](Trainable& model, const std::string& path, bool skip_mismatch, bool by_name) {
             const PythonWarnings warnings;
             load_weights(model, path, {.skip_mismatch = skip_mismatch, .by_name = by_name});
           });
  bind_fitting(trainable);
  module.def("members_in_file", &members_in_file, nb::arg("bytes"), nb::arg("group"));
  module.def("numbers_in_file", &numbers_in_file, nb::arg("content"), nb::arg("place"));

  nb::class_<Sequential, Trainable>(module, "Sequential")
      .def(nb::init<>())
      .def("copy", [](const Sequential& model) { return model; })
      .def("add", &Sequential::add)
      .def("layer_names", &Sequential::layer_names)
      .def("layers", [](const Sequential& model) { return model.layers(); })
      .def("as_layer", [](const Sequential& model,
                          std::string name) { return model.as_layer(std::move(name)); })
      .def("build", [](Sequential& model, const std::vector<std::int64_t>& shape) {
        model.build(shape_of(shape));
      });
  nb::class_<Model, Trainable>(module, "Model")
      .def(
          "__init__",
          [](Model* self, std::vector<Node> inputs, std::vector<Node> outputs, std::string name,
             const std::vector<std::string>& output_names,
             const std::vector<std::string>& input_names) {
            new (self) Model({.inputs = named(std::move(inputs), input_names),
                              .outputs = named(std::move(outputs), output_names),
                              .name = std::move(name)});
          },
          nb::arg("inputs"), nb::arg("outputs"), nb::arg("name"),
          nb::arg("output_names") = std::vector<std::string>(),
          nb::arg("input_names") = std::vector<std::string>())
      .def("copy", [](const Model& model) { return model; })
      .def("as_layer",
           [](const Model& model, std::string name) { return model.as_layer(std::move(name)); });
  module.def("load_model", &load, nb::arg("path"), nb::arg("compile"));
  module.def("model_description",
             [](const std::string& path) { return object_of(saving::model_description(path)); });
}

}  // namespace occam::python
