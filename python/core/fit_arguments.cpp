#include "python/core/fit_arguments.h"

#include "python/core/conversions.h"
#include "python/core/python_callback.h"
#include "python/core/unlocked.h"

namespace occam::python {

using callbacks::BarDisplay;
using callbacks::Callback;
using callbacks::ProgressBar;

namespace {

ValidationFreq validation_freq(nb::handle given) {
  if (nb::isinstance<nb::int_>(given)) return nb::cast<std::int64_t>(given);
  return nb::cast<std::vector<std::int64_t>>(given);
}

}  // namespace

Screen::Screen(nb::dict options) {
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

ProgressBar Screen::bar(int verbose) const {
  return {.verbose = verbose, .out = stream.get(), .display = display, .columns = columns};
}

Callback callback_of(nb::handle given) {
  if (nb::len(given) == 2) {
    const auto name = nb::cast<std::string>(given[0]);
    return Callback::catalogue().make(name, config_of(name, given[1]));
  }
  return PythonCallback{.object = PythonObject(nb::borrow(given[0])),
                        .train_batches = nb::cast<bool>(given[1]),
                        .test_batches = nb::cast<bool>(given[2]),
                        .predict_batches = nb::cast<bool>(given[3])};
}

std::vector<Callback> callbacks_of(nb::dict options) {
  std::vector<Callback> list;
  for (const nb::handle each : options["callbacks"]) list.push_back(callback_of(each));
  return list;
}

std::vector<std::pair<std::int64_t, double>> class_weights(nb::dict options) {
  std::vector<std::pair<std::int64_t, double>> list;
  if (!options.contains("class_weight")) return list;
  for (const auto& [label, weight] : nb::cast<nb::dict>(options["class_weight"]))
    list.emplace_back(nb::cast<std::int64_t>(label), nb::cast<double>(weight));
  return list;
}

std::unique_ptr<PythonBatches> source_of(nb::dict options, const char* name) {
  if (!options.contains(name)) return nullptr;
  return std::make_unique<PythonBatches>(nb::borrow(options[name]));
}

FitArguments::FitArguments(nb::dict given)
    : weights(given["sample_weight"]),
      validation_x(given["validation_x"]),
      validation_y(given["validation_y"]),
      validation_weights(given["validation_weights"]),
      source(source_of(given, "source")),
      validation(source_of(given, "validation_source")) {
  take(given, "batch_size", options.batch_size);
  take(given, "epochs", options.epochs);
  take(given, "validation_split", options.validation_split);
  take(given, "shuffle", options.shuffle);
  take(given, "initial_epoch", options.initial_epoch);
  take(given, "steps_per_epoch", options.steps_per_epoch);
  take(given, "validation_steps", options.validation_steps);
  take(given, "validation_batch_size", options.validation_batch_size);
  take(given, "refresh_statistics", options.refresh_statistics);
  take(given, "evaluate_training", options.evaluate_training);
  take(given, "calibrated_loss", options.calibrated_loss);
  take(given, "resume_from", options.resume_from);
  if (given.contains("split")) options.split = nb::cast<std::string>(given["split"]);
  options.validation_freq = validation_freq(given["validation_freq"]);
  options.class_weight = class_weights(given);
  options.sample_weight = weights.views;
  options.validation_data = {
      .x = validation_x.views, .y = validation_y.views, .sample_weight = validation_weights.views};
  if (validation) options.validation_data.source = validation->source();
  options.verbose = 0;  // std::cout is not sys.stdout: the bar has a stream of its own
  options.callbacks = callbacks_of(given);
}

void FitArguments::read_callbacks(nb::dict given) {
  options.callbacks.clear();
  for (const nb::handle each : given["callbacks"]) {
    if (nb::len(each) == 2) {
      const auto name = nb::cast<std::string>(each[0]);
      options.callbacks.push_back(read.make(name, config_of(name, each[1])));
    } else {
      options.callbacks.push_back(callback_of(each));
      read.skip();
    }
  }
}

void FitArguments::show_bar(nb::dict given) {
  int verbose = 1;
  take(given, "verbose", verbose);
  if (verbose == 0) return;
  screen = std::make_unique<Screen>(given);
  options.callbacks.emplace_back(screen->bar(verbose));
}

nb::dict history_of(const History& history) {
  nb::dict series;
  for (const auto& [name, values] : history.history()) series[nb::cast(name)] = values;
  // Of a metric of several numbers an array an epoch.
  for (const auto& [metric, numbers] : history.several()) {
    nb::list epochs;
    for (std::size_t epoch = 0; epoch < history[numbers[0]].size(); ++epoch) {
      std::vector<float> values;
      for (const std::string& number : numbers)
        values.push_back(static_cast<float>(history[number].at(epoch)));
      epochs.append(numpy_of(Array(Shape{std::ssize(values)}, values)));
    }
    for (const std::string& number : numbers) nb::del(series[nb::cast(number)]);
    series[nb::cast(metric)] = epochs;
  }
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

}  // namespace occam::python
