#include "python/core/fitting.h"

#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <memory>

#include "python/core/conversions.h"
#include "python/core/fit_arguments.h"
#include "python/core/module.h"
#include "python/core/python_callback.h"
#include "python/core/unlocked.h"
#include "python/core/warnings.h"

namespace occam::python {
namespace {

using callbacks::ProgressBar;

nb::dict fit(Trainable& model, nb::handle x, nb::handle y, nb::dict options) {
  const Given inputs(x), targets(y);
  FitArguments fit(options);
  fit.read_callbacks(options);
  fit.show_bar(options);
  nb::dict found = history_of(unlocked([&] {
    if (!fit.source) return model.fit(inputs.references(), targets.references(), fit.options);
    const data::BatchSource batches = fit.source->source();
    return model.fit(batches, fit.options);
  }));
  found["left"] = fit.read.left();
  return found;
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
    if (!source) return model.evaluate(inputs.references(), targets.references(), evaluation);
    const data::BatchSource batches = source->source();
    return model.evaluate(batches, evaluation);
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
  if (nb::len(nb::object(options["callbacks"])) > 0) prediction.callbacks = callbacks_of(options);
  show_bar(options, screen, prediction);
  std::vector<Array> outputs = unlocked([&] {
    if (!source) return model.predict_all(inputs.references(), prediction);
    const data::BatchSource batches = source->source();
    return model.predict_all(batches, prediction);
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
