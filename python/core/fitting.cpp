#include "python/core/fitting.h"

#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <functional>
#include <memory>

#include "occam/callbacks/progress_bar.h"
#include "python/core/batch_stream.h"
#include "python/core/conversions.h"
#include "python/core/module.h"
#include "python/core/python_callback.h"
#include "python/core/python_stream.h"
#include "python/core/unlocked.h"
#include "python/core/warnings.h"

namespace occam::python {
namespace {

using callbacks::BarDisplay;
using callbacks::Callback;
using callbacks::ProgressBar;

/// An argument of the options that Python hands over, or nothing where it is left out.
template <class T>
void take(nb::dict options, const char* name, T& into) {
  if (options.contains(name)) into = nb::cast<T>(options[name]);
}
void take(nb::dict options, const char* name, Int& into) {
  if (options.contains(name)) into = nb::cast<std::int64_t>(options[name]);
}

/// Arrays of one argument: a list, by position or with names.
struct Given {
  std::vector<NumpyArray> arrays;  ///< keep the elements
  OneOrMany<Array> views;

  explicit Given(nb::handle pair) {
    if (pair.is_none()) return;
    arrays = nb::cast<std::vector<NumpyArray>>(pair[0]);
    views = views_of(arrays, nb::cast<std::vector<std::string>>(pair[1]));
  }
  Arrays references() const {
    std::vector<ArrayRef> list(views.begin(), views.end());
    if (views.names().empty()) return Arrays(std::move(list));
    Arrays named;
    for (std::size_t i = 0; i < list.size(); ++i) named.add(views.names()[i], list[i]);
    return named;
  }
};

/// Where a progress bar is drawn: sys.stdout, and as what.
struct Screen {
  std::unique_ptr<PythonStream> stream;
  BarDisplay display = BarDisplay::kPlain;
  std::function<std::int64_t()> columns;

  explicit Screen(nb::dict options) {
    const nb::object screen = options["screen"];
    stream = std::make_unique<PythonStream>(nb::borrow(screen[0]));
    const auto name = nb::cast<std::string>(screen[1]);
    if (name == "terminal") display = BarDisplay::kTerminal;
    if (name == "notebook") display = BarDisplay::kNotebook;
    if (name == "colour") display = BarDisplay::kColour;
    columns = [ask = PythonObject(nb::borrow(screen[2]))] {
      const nb::gil_scoped_acquire lock;
      return nb::cast<std::int64_t>(ask.get()());
    };
  }
  ProgressBar bar(int verbose) const {
    return {.verbose = verbose, .out = stream.get(), .display = display, .columns = columns};
  }
};

std::vector<Callback> callbacks_of(nb::dict options) {
  std::vector<Callback> list;
  for (const nb::handle each : options["callbacks"]) list.push_back(callback_of(each));
  list.emplace_back(InterruptCallback{});
  return list;
}

std::vector<std::pair<std::int64_t, double>> class_weights(nb::dict options) {
  std::vector<std::pair<std::int64_t, double>> list;
  if (!options.contains("class_weight")) return list;
  for (const auto& [label, weight] : nb::cast<nb::dict>(options["class_weight"]))
    list.emplace_back(nb::cast<std::int64_t>(label), nb::cast<double>(weight));
  return list;
}

nb::dict history_of(const History& history) {
  nb::dict series;
  for (const auto& [name, values] : history.history()) series[nb::cast(name)] = values;
  nb::dict result;
  result["history"] = series;
  result["epoch"] = history.epoch;
  result["steps"] = history.params.steps;
  result["epochs"] = history.params.epochs;
  result["stopped_epoch"] = history.stopped_epoch;
  result["stop_reason"] = history.stop_reason;
  result["best_epoch"] = history.best_epoch;
  result["diverged_epoch"] = history.diverged_epoch;
  return result;
}

ValidationFreq validation_freq(nb::handle given) {
  if (nb::isinstance<nb::int_>(given)) return nb::cast<std::int64_t>(given);
  return nb::cast<std::vector<std::int64_t>>(given);
}

/// The training and, if there are any, the validation batches of a source of Python's.
std::unique_ptr<PythonBatches> source_of(nb::dict options, const char* name) {
  if (!options.contains(name)) return nullptr;
  return std::make_unique<PythonBatches>(nb::borrow(options[name]));
}

nb::dict fit(Trainable& model, nb::handle x, nb::handle y, nb::dict options) {
  const Given inputs(x), targets(y), weights(options["sample_weight"]);
  const Given validation_x(options["validation_x"]), validation_y(options["validation_y"]),
      validation_weights(options["validation_weights"]);
  const std::unique_ptr<PythonBatches> source = source_of(options, "source"),
                                       validation = source_of(options, "validation_source");
  const Screen screen(options);
  FitOptions fit;
  take(options, "batch_size", fit.batch_size);
  take(options, "epochs", fit.epochs);
  take(options, "validation_split", fit.validation_split);
  take(options, "shuffle", fit.shuffle);
  take(options, "initial_epoch", fit.initial_epoch);
  take(options, "steps_per_epoch", fit.steps_per_epoch);
  take(options, "validation_steps", fit.validation_steps);
  take(options, "validation_batch_size", fit.validation_batch_size);
  take(options, "refresh_statistics", fit.refresh_statistics);
  take(options, "evaluate_training", fit.evaluate_training);
  take(options, "calibrated_loss", fit.calibrated_loss);
  take(options, "resume_from", fit.resume_from);
  if (options.contains("split")) fit.split = nb::cast<std::string>(options["split"]);
  fit.validation_freq = validation_freq(options["validation_freq"]);
  fit.class_weight = class_weights(options);
  fit.sample_weight = weights.views;
  fit.validation_data = {
      .x = validation_x.views, .y = validation_y.views, .sample_weight = validation_weights.views};
  if (validation) fit.validation_data.source = data::BatchSource(*validation);
  fit.verbose = 0;  // std::cout is not sys.stdout: the bar has a stream of its own
  fit.callbacks = callbacks_of(options);
  int verbose = 1;
  take(options, "verbose", verbose);
  if (verbose != 0) fit.callbacks.emplace_back(screen.bar(verbose));

  return history_of(unlocked([&] {
    return source ? model.fit(*source, fit)
                  : model.fit(inputs.references(), targets.references(), fit);
  }));
}

OneOrMany<Shape> shapes_of(nb::handle pair) {
  const auto sizes = nb::cast<std::vector<std::vector<std::int64_t>>>(pair[0]);
  const auto names = nb::cast<std::vector<std::string>>(pair[1]);
  std::vector<Shape> list;
  for (const std::vector<std::int64_t>& each : sizes) list.push_back(shape_of(each));
  if (names.empty()) return OneOrMany<Shape>(std::move(list));
  OneOrMany<Shape> named;
  for (std::size_t i = 0; i < list.size(); ++i) named.add(names[i], std::move(list[i]));
  return named;
}

nb::dict fit_memory(Trainable& model, nb::handle x, nb::handle y, nb::dict options) {
  FitOptions fit;
  take(options, "batch_size", fit.batch_size);
  take(options, "validation_split", fit.validation_split);
  take(options, "validation_batch_size", fit.validation_batch_size);
  fit.callbacks = callbacks_of(options);
  const FitMemory memory = model.fit_memory(shapes_of(x), shapes_of(y), fit);
  nb::dict result;
  result["state"] = memory.state;
  result["batches"] = memory.batches;
  result["workspace"] = memory.workspace;
  result["scratch"] = memory.scratch;
  result["order"] = memory.order;
  result["callbacks"] = memory.callbacks;
  result["adaptation"] = memory.adaptation;
  result["moved"] = memory.moved;
  result["total"] = memory.total();
  return result;
}

/// A bar for evaluate and predict, moved on by the batches' hooks.
struct PassBar {
  std::shared_ptr<ProgressBar> bar;
  std::int64_t target = 0;
  std::int64_t batches = 0;

  static constexpr std::string_view type = "ProgressBar";
  void on_test_begin(callbacks::TrainingControl&) { begin(); }
  void on_test_batch_end(callbacks::TrainingControl&, std::int64_t, const Logs& logs) {
    bar->update(++batches, logs);
  }
  void on_test_end(callbacks::TrainingControl&, const Logs& logs) { bar->finish(batches, logs); }
  void on_predict_begin(callbacks::TrainingControl&) { begin(); }
  void on_predict_batch_end(callbacks::TrainingControl&, std::int64_t) {
    bar->update(++batches, {});
  }
  void on_predict_end(callbacks::TrainingControl&) { bar->finish(batches, {}); }

 private:
  void begin() {
    batches = 0;
    bar->begin(target);
  }
};

template <class Options>
void show_bar(nb::dict options, const Screen& screen, Options& into) {
  int verbose = 1;
  take(options, "verbose", verbose);
  if (verbose == 0) return;
  PassBar bar{.bar = std::make_shared<ProgressBar>(screen.bar(verbose))};
  take(options, "bar_steps", bar.target);
  into.callbacks.emplace_back(std::move(bar));
}

nb::dict evaluate(Trainable& model, nb::handle x, nb::handle y, nb::dict options) {
  const Given inputs(x), targets(y), weights(options["sample_weight"]);
  const std::unique_ptr<PythonBatches> source = source_of(options, "source");
  const Screen screen(options);
  EvaluateOptions evaluation;
  take(options, "batch_size", evaluation.batch_size);
  take(options, "steps", evaluation.steps);
  evaluation.sample_weight = weights.views;
  evaluation.callbacks = callbacks_of(options);
  show_bar(options, screen, evaluation);
  return dict_of(unlocked([&] {
    return source ? model.evaluate(*source, evaluation)
                  : model.evaluate(inputs.references(), targets.references(), evaluation);
  }));
}

nb::list predict(Trainable& model, nb::handle x, nb::dict options) {
  const Given inputs(x);
  const std::unique_ptr<PythonBatches> source = source_of(options, "source");
  const Screen screen(options);
  PredictOptions prediction;
  take(options, "batch_size", prediction.batch_size);
  take(options, "steps", prediction.steps);
  // A prediction with callbacks must not run beside another use of the model.
  int verbose = 0;
  take(options, "verbose", verbose);
  if (verbose != 0 || nb::len(nb::object(options["callbacks"])) > 0)
    prediction.callbacks = callbacks_of(options);
  show_bar(options, screen, prediction);
  std::vector<Array> outputs = unlocked([&] {
    return source ? model.predict_all(*source, prediction)
                  : model.predict_all(inputs.references(), prediction);
  });
  nb::list result;
  for (Array& output : outputs) result.append(numpy_of(std::move(output)));
  return result;
}

/// One row or batch, without bars and callbacks: as little as can be around the engine.
nb::object predict_on_batch(const Trainable& model, const NumpyArray& x) {
  const Array input = view_of(x);
  return numpy_of(model.predict_on_batch(input));
}

nb::dict run_on_batch(Trainable& model, nb::handle x, nb::handle y, nb::handle sample_weight,
                      nb::dict options, bool training) {
  const Given inputs(x), targets(y), weights(sample_weight);
  const BatchOptions batch{.sample_weight = weights.views, .class_weight = class_weights(options)};
  const PythonWarnings warnings;
  return dict_of(training ? model.train_on_batch(inputs.references(), targets.references(), batch)
                          : model.test_on_batch(inputs.references(), targets.references(), batch));
}

}  // namespace

callbacks::Callback callback_of(nb::handle given) {
  if (nb::len(given) == 2) {
    const auto name = nb::cast<std::string>(given[0]);
    return Callback::catalogue().make(name, config_of(name, given[1]));
  }
  return PythonCallback{.object = PythonObject(nb::borrow(given[0])),
                        .train_batches = nb::cast<bool>(given[1]),
                        .test_batches = nb::cast<bool>(given[2]),
                        .predict_batches = nb::cast<bool>(given[3])};
}

void bind_fitting(nb::class_<Trainable>& trainable) {
  trainable.def("fit", &fit, nb::arg("x").none(), nb::arg("y").none(), nb::arg("options"))
      .def("fit_memory", &fit_memory, nb::arg("x"), nb::arg("y"), nb::arg("options"))
      .def("evaluate", &evaluate, nb::arg("x").none(), nb::arg("y").none(), nb::arg("options"))
      .def("predict", &predict, nb::arg("x").none(), nb::arg("options"))
      .def("predict_on_batch", &predict_on_batch)
      .def("run_on_batch", &run_on_batch, nb::arg("x").none(), nb::arg("y").none(),
           nb::arg("sample_weight").none(), nb::arg("options"), nb::arg("training"));
}

}  // namespace occam::python
