#include "occam/callbacks/early_stopping.h"

#include <fmt/format.h>

#include <cmath>
#include <iostream>

#include "occam/base/errors.h"

namespace occam::callbacks {

void EarlyStopping::check() const {
  check_float32(type, "min_delta", min_delta, {});
  if (baseline.has_value()) check_float32(type, "baseline", baseline.value(), {});
}

void EarlyStopping::validate(const TrainingControl& control) const {
  if (!control.monitors(monitor)) {
    const std::vector<std::string> names = control.log_names();
    const std::vector<std::string_view> known(names.begin(), names.end());
    throw_unknown_name("EarlyStopping monitor", monitor, known);
  }
  resolve_mode(control);
}

Direction EarlyStopping::resolve_mode(const TrainingControl& control) const {
  if (mode == "min") return Direction::kDown;
  if (mode == "max") return Direction::kUp;
  std::string_view metric = monitor;
  if (metric.starts_with("val_")) metric.remove_prefix(4);
  const Direction own = metric == "loss" ? Direction::kDown : control.metric_direction(metric);
  if (own == Direction::kNone) {
    throw_invalid_value(type, "mode",
                        fmt::format("'min' or 'max', because it is not known whether '{}' should "
                                    "fall or rise",
                                    monitor),
                        "'auto'");
  }
  return own;
}

void EarlyStopping::on_train_begin(TrainingControl& control) {
  stopped_epoch = 0;
  best = {};
  best_epoch = 0;
  wait = 0;
  best_weights = std::vector<float>();
  direction = resolve_mode(control);
}

void EarlyStopping::on_epoch_end(TrainingControl& control, std::int64_t epoch, const Logs& logs) {
  const double* value = logs.find(monitor);
  if (value == nullptr || epoch < start_from_epoch) return;
  ++wait;
  const bool improved = best.has_value() ? improves(*value, best.value()) : !std::isnan(*value);
  const bool as_good = last_of_best && best.has_value() &&
                       static_cast<float>(*value) == static_cast<float>(best.value());
  if (improved || as_good) {
    best = *value;
    best_epoch = epoch;
    control.set_best_epoch(epoch);
    if (restore_best_weights) {
      best_weights = std::vector<float>();  // one copy at a time
      best_weights = control.weights();
    }
  }
  if (improved) {
    if (!baseline.has_value() || improves(*value, baseline.value())) wait = 0;
    return;
  }
  if (wait >= patience && epoch > 0) {
    stopped_epoch = epoch;
    control.stop_training(reason());
  }
}

void EarlyStopping::on_train_end(TrainingControl& control) {
  std::ostream& messages = out != nullptr ? *out : std::cerr;
  if (verbose > 0 && stopped_epoch > 0) {
    messages << fmt::format("Epoch {}: early stopping\n", stopped_epoch + 1) << std::flush;
  }
  if (!restore_best_weights || !best.has_value()) return;
  if (verbose > 0) {
    messages << fmt::format("Restoring model weights from the end of the best epoch: {}.\n",
                            best_epoch + 1)
             << std::flush;
  }
  control.set_weights(best_weights);
}

// NaN on either side is no improvement. Keras compares float32 tensors: values that differ only
// beyond float32 are equal.
bool EarlyStopping::improves(double value, double reference) const {
  const double delta = std::abs(min_delta);
  if (direction == Direction::kUp) {
    return static_cast<float>(value - delta) > static_cast<float>(reference);
  }
  return static_cast<float>(value + delta) < static_cast<float>(reference);
}

std::string EarlyStopping::reason() const {
  const std::string values = fmt::format("{} value{}", wait, wait == 1 ? "" : "s");
  if (!best.has_value()) return fmt::format("{} was NaN in {}", monitor, values);
  const std::string found =
      fmt::format("best {} in epoch {}", to_text(best.value()), best_epoch + 1);
  if (baseline.has_value() && !improves(best.value(), baseline.value())) {
    return fmt::format("{} did not pass the baseline {} in {}; {}", monitor,
                       to_text(baseline.value()), values, found);
  }
  return fmt::format("{} did not improve in {}; {}", monitor, values, found);
}

}  // namespace occam::callbacks
