// occam::selection: grids and paths of networks, the choice among them, and networks that get
// smaller.

#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/variant.h>
#include <nanobind/stl/vector.h>

#include <utility>
#include <variant>

#include "occam/selection/adapt.h"
#include "occam/selection/shrink.h"
#include "python/core/conversions.h"
#include "python/core/fit_arguments.h"
#include "python/core/module.h"
#include "python/core/python_object.h"
#include "python/core/unlocked.h"

namespace occam::python {
namespace {

using selection::AnyModel;
using selection::Outcome;
using selection::Part;
using selection::Path;
using selection::Setting;
using Hypers = std::vector<std::pair<std::string, double>>;
using SomeModel = std::variant<Sequential, Model>;

/// (x, y) of Python's, kept alive beside the views of it.
struct Rows {
  std::vector<NumpyArray> arrays;
  data::Dataset rows;

  explicit Rows(std::vector<NumpyArray> given)
      : arrays(std::move(given)), rows{.x = view_of(arrays.at(0)), .y = view_of(arrays.at(1))} {}
};

/// A Part with its rows.
class PythonPart {
 public:
  PythonPart(AnyModel model, std::vector<NumpyArray> train,
             std::optional<std::vector<NumpyArray>> validation,
             std::optional<std::vector<NumpyArray>> test, FitOptions options, bool keep_weights)
      : model_(std::move(model)),
        train_(std::move(train)),
        validation_(kept(std::move(validation))),
        test_(kept(std::move(test))),
        options_(std::move(options)),
        keep_weights_(keep_weights) {}

  Part part() const {
    return {.model = model_,
            .train = &train_.rows,
            .validation = validation_ ? &validation_->rows : nullptr,
            .test = test_ ? &test_->rows : nullptr,
            .options = options_,
            .keep_weights = keep_weights_};
  }

 private:
  static std::optional<Rows> kept(std::optional<std::vector<NumpyArray>> given) {
    return given ? std::optional<Rows>(std::in_place, std::move(*given)) : std::nullopt;
  }

  AnyModel model_;
  Rows train_;
  std::optional<Rows> validation_, test_;
  FitOptions options_;
  bool keep_weights_;
};

using PythonParts = std::vector<const PythonPart*>;

std::vector<Part> parts_of(const PythonParts& given) {
  std::vector<Part> parts;
  for (const PythonPart* each : given) parts.push_back(each->part());
  return parts;
}

FitOptions fit_options(nb::dict given) {
  FitOptions options;
  options.verbose = 0;
  options.batch_size = nb::cast<std::int64_t>(given["batch_size"]);
  options.epochs = nb::cast<std::int64_t>(given["epochs"]);
  options.shuffle = nb::cast<bool>(given["shuffle"]);
  for (const nb::handle each : given["callbacks"]) options.callbacks.push_back(callback_of(each));
  return options;
}

template <class Kind>
void make_part(PythonPart* self, const Kind& model, std::vector<NumpyArray> train,
               std::optional<std::vector<NumpyArray>> validation,
               std::optional<std::vector<NumpyArray>> test, nb::dict options, bool keep_weights) {
  new (self) PythonPart(AnyModel(model), std::move(train), std::move(validation), std::move(test),
                        fit_options(options), keep_weights);
}

/// A Python function of (part, outputs) that is called while other threads may run.
selection::PartScore score_of(nb::object function) {
  return [kept = PythonObject(std::move(function))](std::size_t part, const Array& outputs) {
    const nb::gil_scoped_acquire lock;
    return nb::cast<double>(kept.get()(part, numpy_of(Array(outputs))));
  };
}

Setting setting_of(Hypers hypers, std::optional<std::uint64_t> seed) {
  return {.hypers = std::move(hypers), .seed = seed};
}

selection::PathOptions path_options(nb::dict given) {
  return {.hyper = nb::cast<std::string>(given["hyper"]),
          .lambdas = nb::cast<std::int64_t>(given["lambdas"]),
          .ratio = nb::cast<double>(given["ratio"]),
          .values = nb::cast<std::vector<double>>(given["values"]),
          .unpenalised = nb::cast<bool>(given["unpenalised"]),
          .start = nb::cast<bool>(given["warm"]) ? selection::PathStart::kWarm
                                                 : selection::PathStart::kIndependent,
          .relaxed = nb::cast<bool>(given["relaxed"]),
          .grid = {.most_members = nb::cast<std::int64_t>(given["most_members"])}};
}

Path path(const PythonParts& parts, nb::dict options) {
  const std::vector<Part> own = parts_of(parts);
  const selection::PathOptions asked = path_options(options);
  return unlocked([&] { return selection::path(own, asked); });
}

nb::tuple adaptive_path(const PythonParts& parts, nb::dict options, nb::object score,
                        Direction direction, double gamma) {
  const std::vector<Part> own = parts_of(parts);
  const selection::PathOptions asked = path_options(options);
  const selection::PartScore scored = score_of(std::move(score));
  selection::AdaptivePath both =
      unlocked([&] { return selection::adaptive_path(own, asked, scored, direction, gamma); });
  return nb::make_tuple(std::move(both.first), std::move(both.second), both.pilot, both.scores);
}

std::vector<std::vector<double>> scores_of(const Path& path, const PythonParts& parts,
                                           nb::object score) {
  return selection::scores_of(path, parts_of(parts), score_of(std::move(score)));
}

std::vector<std::vector<Outcome>> grid(
    const PythonParts& parts,
    const std::vector<std::pair<Hypers, std::optional<std::uint64_t>>>& settings,
    std::int64_t most_members) {
  const std::vector<Part> own = parts_of(parts);
  std::vector<Setting> asked;
  for (const auto& [hypers, seed] : settings) asked.push_back(setting_of(hypers, seed));
  return unlocked(
      [&] { return selection::grid(own, asked, {.most_members = most_members}).outcomes; });
}

/// Of each path (best, one_se or None); the path of the best, the path of the simplest.
nb::tuple choose(const std::vector<const Path*>& paths,
                 const std::vector<std::pair<std::vector<double>, std::vector<double>>>& curves,
                 Direction direction) {
  std::vector<selection::Competitor> competitors;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const auto& [means, standard_errors] = curves.at(i);
    competitors.push_back(selection::competitor_of(*paths[i], {means, standard_errors}));
  }
  const selection::PooledChoice choice = selection::choose(competitors, direction);
  nb::list places;
  for (const selection::PooledChoice::OfPath& each : choice.paths)
    places.append(nb::make_tuple(each.best, each.one_se));
  return nb::make_tuple(places, choice.best, choice.one_se);
}

std::vector<std::pair<Hypers, std::optional<std::uint64_t>>> combinations(
    const std::vector<std::pair<std::string, std::vector<double>>>& given,
    const std::vector<std::uint64_t>& seeds) {
  std::vector<HyperValues> values;
  for (const auto& [path, list] : given) values.push_back({path, list});
  std::vector<std::pair<Hypers, std::optional<std::uint64_t>>> settings;
  for (Setting& each : selection::combinations(values, seeds))
    settings.emplace_back(std::move(each.hypers), each.seed);
  return settings;
}

SomeModel some(const AnyModel& model) {
  if (model.is_functional()) return model.as<Model>();
  return model.as<Sequential>();
}

SomeModel network_of(const PythonPart& part, Hypers hypers, std::optional<std::uint64_t> seed,
                     const Outcome& outcome) {
  return some(selection::network_of(part.part(), setting_of(std::move(hypers), seed), outcome));
}

nb::list arrays(const std::vector<Array>& given) {
  nb::list list;
  for (const Array& each : given) list.append(numpy_of(Array(each)));
  return list;
}

nb::dict dict_of(const selection::ModelSize& size) {
  nb::dict result;
  result["units"] = size.units;
  result["parameters"] = size.parameters;
  result["bytes"] = size.bytes;
  return result;
}

template <class Kind>
nb::tuple shrink(const Kind& model, bool inputs, const std::vector<std::int64_t>& needed,
                 bool fold_batch_normalization) {
  selection::Shrunk<Kind> shrunk = selection::shrink(
      model,
      {.inputs = inputs, .needed = needed, .fold_batch_normalization = fold_batch_normalization});
  return nb::make_tuple(std::move(shrunk.model), shrunk.features, dict_of(shrunk.before),
                        dict_of(shrunk.after));
}

void bind_outcome(nb::module_& module) {
  nb::class_<Outcome>(module, "Outcome")
      .def_prop_ro("outputs",
                   [](const Outcome& outcome) { return numpy_of(Array(outcome.outputs)); })
      .def_prop_ro("inputs", [](const Outcome& outcome) { return outcome.support.inputs; })
      .def_prop_ro("zeros", [](const Outcome& outcome) { return outcome.support.zeros; })
      .def_prop_ro("units", [](const Outcome& outcome) { return outcome.support.units; })
      .def_prop_ro("parameters", [](const Outcome& outcome) { return outcome.support.parameters; })
      .def_prop_ro("weights", [](const Outcome& outcome) { return arrays(outcome.weights); })
      .def_ro("epochs", &Outcome::epochs)
      .def_ro("best_epoch", &Outcome::best_epoch)
      .def_ro("stop_reason", &Outcome::stop_reason)
      .def_ro("diverged", &Outcome::diverged);
}

void bind_path(nb::module_& module) {
  nb::class_<Path>(module, "Path")
      .def_ro("hyper", &Path::hyper)
      .def_ro("lambdas", &Path::lambdas)
      .def_prop_ro("lambda_max", [](const Path& path) { return path.lambda_max.value; })
      .def_prop_ro("closed_form", [](const Path& path) { return path.lambda_max.closed_form; })
      .def_ro("relaxed", &Path::relaxed)
      .def_ro("stacks", &Path::stacks)
      .def_ro("trained", &Path::trained)
      .def_ro("short_of_memory", &Path::short_of_memory)
      .def("__len__", &Path::size)
      .def("outcome", [](const Path& path, std::size_t part,
                         std::size_t lambda) { return path.outcomes.at(part).at(lambda); })
      .def("setting",
           [](const Path& path, std::size_t lambda) { return path.setting(lambda).hypers; });
}

}  // namespace

void bind_selection(nb::module_& module) {
  nb::enum_<Direction>(module, "Direction")
      .value("up", Direction::kUp)
      .value("down", Direction::kDown);
  nb::class_<PythonPart>(module, "Part")
      .def("__init__", &make_part<Sequential>, nb::arg("model"), nb::arg("train"),
           nb::arg("validation").none(), nb::arg("test").none(), nb::arg("options"),
           nb::arg("keep_weights"))
      .def("__init__", &make_part<Model>, nb::arg("model"), nb::arg("train"),
           nb::arg("validation").none(), nb::arg("test").none(), nb::arg("options"),
           nb::arg("keep_weights"));
  bind_outcome(module);
  bind_path(module);
  module.def("selection_path", &path);
  module.def("adaptive_path", &adaptive_path);
  module.def("scores_of", &scores_of);
  module.def("grid", &grid);
  module.def("choose", &choose);
  module.def("combinations", &combinations);
  module.def("test_rows",
             [](const PythonParts& parts) { return selection::test_rows(parts_of(parts)); });
  module.def("curve_of", [](const std::vector<std::vector<double>>& scores,
                            const std::vector<double>& weights) {
    const selection::ScoreCurve curve = selection::curve_of(scores, weights);
    return std::pair(curve.means, curve.standard_errors);
  });
  module.def("network_of", &network_of, nb::arg("part"), nb::arg("hypers"), nb::arg("seed").none(),
             nb::arg("outcome"));
  module.def("shrink", &shrink<Sequential>);
  module.def("shrink", &shrink<Model>);
}

}  // namespace occam::python
