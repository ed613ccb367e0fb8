#include "occam/callbacks/model_checkpoint.h"

#include <fmt/format.h>

#include <cmath>
#include <iostream>

#include "occam/base/errors.h"
#include "occam/callbacks/file_name.h"
#include "occam/callbacks/monitor.h"

namespace occam::callbacks {

void ModelCheckpoint::check() const {
  if (initial_value_threshold.has_value())
    check_float32(type, "initial_value_threshold", initial_value_threshold.value(), {});
}

void ModelCheckpoint::check_ending() const {
  const auto ends_in = [&](std::string_view ending) {
    return filepath.ends_with(ending) && filepath.size() > ending.size();
  };
  const bool is_weights = ends_in(".weights.h5");
  if (save_weights_only ? is_weights : ends_in(".keras") || (ends_in(".h5") && !is_weights)) return;
  throw_invalid_value(
      type, "filepath",
      std::string("a name that ends in ") + (save_weights_only ? ".weights.h5" : ".keras or .h5"),
      "'" + filepath + "'");
}

void ModelCheckpoint::validate(const TrainingControl& control) const {
  check_ending();
  // Batch logs have no validation values.
  Logs names;
  for (const std::string& name : control.log_names()) {
    if (!save_freq.batches() || !name.starts_with("val_")) names.set(name, 0.5);
  }
  const std::string first = file_name(type, filepath, {0, 0, 0}, names);
  if (control.members() > 1 && first == file_name(type, filepath, {0, 0, 1}, names)) {
    throw_invalid_value(type, "filepath",
                        fmt::format("a name with {{member}}, because {} models of a stack are "
                                    "saved, each in its own file; BackupAndRestore saves them as "
                                    "a whole",
                                    control.members()),
                        "'" + filepath + "'");
  }
  check_place(type, "filepath", first);
  if (save_best_only) {
    check_monitor(type, monitor, control);
    if (!names.contains(monitor)) {
      throw_invalid_value(type, "monitor", "a log key that batches have, as save_freq is a number",
                          "'" + monitor + "'");
    }
    monitor_direction(type, monitor, mode, control);
  }
  control.check_savable();
}

void ModelCheckpoint::on_train_begin(TrainingControl& control) {
  best = initial_value_threshold;
  epoch = 0;
  batches_since_save = 0;
  if (save_best_only) direction = monitor_direction(type, monitor, mode, control);
}

void ModelCheckpoint::on_epoch_begin(TrainingControl&, std::int64_t index) { epoch = index; }

void ModelCheckpoint::on_train_batch_end(TrainingControl& control, std::int64_t batch,
                                         const Logs& logs) {
  if (save_freq.count(batches_since_save)) save(control, batch, logs);
}

void ModelCheckpoint::on_epoch_end(TrainingControl& control, std::int64_t index, const Logs& logs) {
  epoch = index;
  if (!save_freq.batches()) save(control, control.steps_per_epoch() - 1, logs);
}

void ModelCheckpoint::save(TrainingControl& control, std::int64_t batch, const Logs& logs) {
  const std::string path = file_name(type, filepath, {epoch, batch, control.member()}, logs);
  if (save_best_only) {
    if (!is_best(logs, path)) return;
  } else if (verbose > 0) {
    (out != nullptr ? *out : std::cout)
        << fmt::format("\nEpoch {}: saving model to {}\n", epoch + 1, path) << std::flush;
  }
  control.save(
      {path, save_weights_only ? SaveRequest::What::kWeights : SaveRequest::What::kMember});
}

bool ModelCheckpoint::is_best(const Logs& logs, const std::string& path) {
  const double* const value = logs.find(monitor);
  if (value == nullptr) return false;  // an epoch without validation
  std::ostream& messages = out != nullptr ? *out : std::cout;
  const bool improved =
      best.has_value() ? improves(direction, *value, 0, best.value()) : !std::isnan(*value);
  const std::string from = best.has_value() ? fmt::format("{:.5f}", best.value()) : "None";
  if (verbose > 0 && improved) {
    messages << fmt::format("\nEpoch {}: {} improved from {} to {:.5f}, saving model to {}\n",
                            epoch + 1, monitor, from, *value, path)
             << std::flush;
  } else if (verbose > 0) {
    messages << fmt::format("\nEpoch {}: {} did not improve from {}\n", epoch + 1, monitor, from)
             << std::flush;
  }
  if (improved) best = *value;
  return improved;
}

}  // namespace occam::callbacks
