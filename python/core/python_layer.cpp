#include "python/core/python_layer.h"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <algorithm>
#include <map>
#include <memory>

#include "occam/layers/batch_normalization.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/random_uniform.h"
#include "occam/ops/sum.h"
#include "python/core/conversions.h"
#include "python/core/python_members.h"
#include "python/core/symbols.h"

namespace occam::python {
namespace {

using graph::Value;

/// An initializer of values that Python has already.
struct GivenValues {
  Array given;
  static constexpr std::string_view type = "GivenValues";
  void fill(std::span<float> values, const Shape&, RandomKey) const {
    std::ranges::copy(given.data<float>(), values.begin());
  }
};

Array floats_of(const NumpyArray& array) { return view_of(array).astype(DType::kFloat32); }

PythonObject held_weakly(nb::handle object) {
  return PythonObject(nb::borrow(object), PythonObject::Held::kWeakly);
}

/// Where a layer written in Python is traced: it asks for weights and calls layers inside it. Used
/// later it refuses.
class Place {
 public:
  Place(const layers::Scope& scope, std::shared_ptr<const bool> open)
      : scope_(scope), open_(std::move(open)) {}

  bool training() const { return scope().training(); }
  std::string path() const { return scope().path(); }
  nb::object add_weight(const std::string& name, const NumpyArray& values, nb::handle regularizer,
                        nb::handle constraint, bool trainable) const {
    PythonMembers members;
    const Config penalty = members.config("regularizer", regularizer),
                 kept = members.config("constraint", constraint);
    const PythonMembers::Scope known(members);
    Array initial = floats_of(values);
    const Shape shape = initial.shape();
    const auto read_penalty = FieldValue<Regularizer>::read(penalty);
    const auto read_kept = FieldValue<Constraint>::read(kept);
    if (!read_penalty || !read_kept)
      throw InvalidArgument("add_weight: '" + name + "': no regularizer or no constraint");
    return symbol_of(scope().add_weight({.name = name,
                                         .shape = shape,
                                         .initializer = GivenValues{std::move(initial)},
                                         .regularizer = *read_penalty,
                                         .constraint = *read_kept,
                                         .trainable = trainable}));
  }
  /// An array that is no weight; the same ones come in the same order in every trace.
  nb::object constant(const NumpyArray& values) {
    return symbol_of(
        scope().constant("constant_" + std::to_string(constants_++), floats_of(values)));
  }
  /// Another draw in every step and for every call; the same ones come in the same order.
  nb::object random(const std::string& kind, const std::vector<std::int64_t>& sizes) {
    const std::string name = kind + "_" + std::to_string(draws_++);
    const Shape shape = shape_of(sizes);
    const std::uint32_t stream = scope().stream(name);
    return symbol_of(kind == "normal" ? ops::random_normal(scope_.graph(), shape, stream,
                                                           scope_.stream(name + "/angle"))
                                      : ops::random_uniform(scope_.graph(), shape, stream));
  }
  /// A regularizer of what the layer computes.
  nb::object penalty(const std::string& member, nb::handle arguments, nb::handle value) {
    const auto regularizer = Regularizer::catalogue().make(member, config_of(member, arguments));
    const Value x = value_of(member.c_str(), scope().graph(), value);
    // Its numbers have a path each.
    const std::string name = penalties_ == 0 ? "activity_regularizer"
                                             : "activity_regularizer_" + std::to_string(penalties_);
    ++penalties_;
    return symbol_of(regularizer.penalty(scope_.child(name), x));
  }
  /// Which rows of a symbol count, or None.
  nb::object mask_of(nb::handle value) const {
    const Value mask = scope().mask_of(value_of("mask", scope().graph(), value));
    return mask ? symbol_of(mask) : nb::object(nb::none());
  }
  void set_mask(nb::handle value, nb::handle mask) const {
    scope().set_mask(value_of("mask", scope().graph(), value),
                     value_of("mask", scope().graph(), mask));
  }
  void add_loss(nb::handle value) const {
    const Value loss = value_of("add_loss", scope().graph(), value);
    scope_.add_loss(loss.is_scalar() ? loss : ops::sum(loss));
  }
  /// What a metric of the layer's adds to its sums.
  void watch(nb::handle metric, const std::string& name, const nb::list& added) const {
    PythonWatched watched{.object = held_weakly(metric)};
    for (const nb::handle each : added)
      watched.added.push_back(value_of("update_state", scope().graph(), each));
    scope().watch(Metric(name, std::move(watched)), metric.ptr(), {}, {});
  }
  /// The same of a metric of the engine's; weights: one a row.
  void watch_member(nb::handle metric, const std::string& name, const std::string& member,
                    nb::handle arguments, nb::handle target, nb::handle prediction,
                    nb::handle weights) const {
    graph::Graph& graph = scope().graph();
    const Metric made = Metric::catalogue().make(member, config_of(member, arguments));
    const Value seen = value_of("update_state", graph, prediction);
    // With weights the sums tell of how many rows they are, whatever the batch is.
    const Value counts = weights.is_none()
                             ? ops::fill_like(ops::sum(seen, ops::Axes{-1}, false), 1.0)
                             : value_of("update_state", graph, weights);
    scope().watch(Metric(name, ToldMetric{held_weakly(metric), made}), metric.ptr(),
                  value_of("update_state", graph, target), seen, counts);
  }
  /// The statistic's value after this step; left alone where nothing is trained.
  void update(nb::handle statistic, nb::handle value) const {
    if (!training()) return;
    const Value before = value_of("assign", scope_.graph(), statistic),
                after = value_of("assign", scope_.graph(), value);
    if (after.shape() != before.shape()) {
      throw_invalid_value("assign", "value", "shape " + to_text(before.shape()),
                          to_text(after.shape()));
    }
    scope_.update(before, after);
  }
  /// The place of a layer inside this one. `said`: what the call says of training, or none.
  std::shared_ptr<Place> child(const std::string& name, std::optional<bool> said, bool frozen) {
    layers::Scope inner = scope().child(name).again(calls_[name]++);
    if (said) inner = *said ? inner.drawing() : inner.inference();
    return std::make_shared<Place>(frozen ? inner.frozen() : inner, open_);
  }
  /// A weight of the engine's layer here, which has been called, by its name; or None.
  nb::object weight(const std::string& name) const {
    const runtime::StateLayout& layout = scope().graph().layout();
    const auto variable = layout.find(scope_.path() + "/" + name);
    if (!variable) return nb::none();
    const bool trained = layout[*variable].role == runtime::Role::kTrainable;
    return symbol_of(
        scope_.add_weight({.name = name, .shape = layout[*variable].shape, .trainable = trained}));
  }
  /// The results of the engine's layer there, with these initial weights if it has so many.
  nb::list build(const Layer& layer, const std::vector<nb::object>& inputs,
                 const std::vector<NumpyArray>& weights) const {
    std::vector<Value> values;
    for (const nb::object& each : inputs)
      values.push_back(value_of("a layer's input", scope().graph(), each));
    const std::size_t first = scope_.declared_weights();
    const std::vector<Value> results = layer.build_all(scope_, values);
    const std::size_t declared = scope_.declared_weights() - first;
    for (std::size_t i = 0; i < weights.size() && weights.size() == declared; ++i)
      scope_.set_initializer(first + i, GivenValues{floats_of(weights[i])});
    nb::list symbols;
    for (const Value& result : results) symbols.append(symbol_of(result));
    return symbols;
  }

 private:
  const layers::Scope& scope() const {
    if (!*open_) throw InvalidArgument("this trace of a layer is over");
    return scope_;
  }

  layers::Scope scope_;
  std::shared_ptr<const bool> open_;
  std::map<std::string, std::int64_t> calls_;
  int constants_ = 0, draws_ = 0, penalties_ = 0;
};

/// Its first input, with the second for its mask: a mask that a user gives.
struct WithMask {
  static constexpr std::string_view type = "a value with a mask";
  Value build(const layers::Scope& scope, std::span<const Value> inputs) const {
    const Value one = ops::fill_like(inputs[0], 1.0);
    const Value value = inputs[0] * one;
    scope.set_mask(value, inputs[1]);
    return value;
  }
};

nb::object alive(const PythonLayer& layer) {
  const nb::object found = layer.reference.get()();
  if (found.is_none()) {
    throw InvalidArgument("the layer " + layer.class_name +
                          " written in Python is gone. Expected it to live as long as its model");
  }
  return found;
}

Layer make_python_layer(nb::object reference, std::string class_name, std::string name,
                        nb::handle input_shape, bool stands_for_model, bool is_operation,
                        const Layer* call_of) {
  PythonLayer layer{.reference = PythonObject(std::move(reference)),
                    .class_name = std::move(class_name),
                    .name = std::move(name),
                    .input_shape = {},
                    .stands_for_model = stands_for_model,
                    .is_operation = is_operation,
                    .call_of = call_of != nullptr ? call_of->id() : nullptr};
  if (!input_shape.is_none())
    layer.input_shape = Dims(shape_of(nb::cast<std::vector<std::int64_t>>(input_shape)));
  return Layer(std::move(layer));
}

}  // namespace

std::vector<Value> PythonLayer::build_all(const layers::Scope& scope,
                                          std::span<const Value> inputs) const {
  const nb::gil_scoped_acquire lock;
  const nb::object layer = alive(*this);
  const SymbolScope symbols(&scope);
  nb::list list;
  for (const Value& input : inputs) list.append(symbol_of(input));
  const auto open = std::make_shared<bool>(true);
  struct Closing {
    bool& open;
    ~Closing() { open = false; }
  } const closing{*open};
  const nb::object place = place_at(scope, open);
  std::vector<Value> results;
  for (const nb::handle each : layer.attr("_trace")(place, list))
    results.push_back(value_of(class_name.c_str(), scope.graph(), each));
  return results;
}

nb::object place_at(const layers::Scope& scope, std::shared_ptr<const bool> open) {
  return nb::cast(std::make_shared<Place>(scope, std::move(open)));
}

Config PythonLayer::written() const {
  const nb::gil_scoped_acquire lock;
  const nb::object found = nb::module_::import_("occam.saving").attr("written")(alive(*this));
  if (found.is_none()) {
    throw InvalidArgument(class_name +
                          ": a layer written in Python cannot be saved. Expected save_weights()");
  }
  return config_of(class_name, found);
}

std::vector<LayerPart> PythonLayer::parts() const {
  const nb::gil_scoped_acquire lock;
  std::vector<LayerPart> found;
  for (nb::handle part : alive(*this).attr("_stored_parts")())
    found.push_back({nb::cast<std::string>(part[0]), nb::cast<std::string>(part[1])});
  return found;
}

Config PythonLayer::call_arguments(Config::List values) const {
  const nb::gil_scoped_acquire lock;
  nb::list given;
  for (const Config& value : values) given.append(object_of(value));
  return config_of(class_name, alive(*this).attr("_written_call")(given));
}

bool PythonLayer::supports_masking() const {
  const nb::gil_scoped_acquire lock;
  const nb::object layer = reference.get()();
  return layer.is_none() || nb::cast<bool>(nb::bool_(layer.attr("supports_masking")));
}

std::vector<Value> FrozenLayer::build_all(const layers::Scope& scope,
                                          std::span<const Value> inputs) const {
  const layers::Scope frozen = scope.frozen();
  return layer.build_all(layer.as<layers::BatchNormalization>() ? frozen.inference() : frozen,
                         inputs);
}

void bind_python_layers(nb::module_& module) {
  nb::class_<Place>(module, "Place")
      .def_prop_ro("training", &Place::training)
      .def_prop_ro("path", &Place::path)
      .def("add_weight", &Place::add_weight, nb::arg("name"), nb::arg("values"),
           nb::arg("regularizer").none(), nb::arg("constraint").none(), nb::arg("trainable"))
      .def("add_loss", &Place::add_loss, nb::arg("value").none())
      .def("mask_of", &Place::mask_of)
      .def("set_mask", &Place::set_mask)
      .def("watch", &Place::watch)
      .def("watch_member", &Place::watch_member, nb::arg("metric"), nb::arg("name"),
           nb::arg("member"), nb::arg("arguments"), nb::arg("target"), nb::arg("prediction"),
           nb::arg("weights").none())
      .def("update", &Place::update)
      .def("constant", &Place::constant)
      .def("random", &Place::random)
      .def("penalty", &Place::penalty, nb::arg("member"), nb::arg("arguments").none(),
           nb::arg("value"))
      .def("weight", &Place::weight)
      .def("child", &Place::child, nb::arg("name"), nb::arg("training").none(), nb::arg("frozen"))
      .def("build", &Place::build, nb::arg("layer"), nb::arg("inputs"), nb::arg("weights"));
  module.def("python_layer", &make_python_layer, nb::arg("reference"), nb::arg("class_name"),
             nb::arg("name"), nb::arg("input_shape").none(), nb::arg("stands_for_model") = false,
             nb::arg("is_operation") = false, nb::arg("call_of").none() = nb::none());
  module.def("with_mask", [] { return Layer(WithMask{}); });
  module.def("frozen_layer", [](const Layer& layer) { return Layer(FrozenLayer{layer}); });
}

}  // namespace occam::python
