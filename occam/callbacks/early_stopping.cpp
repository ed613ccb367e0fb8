#include "occam/callbacks/early_stopping.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iostream>

#include "occam/base/errors.h"
#include "occam/callbacks/monitor.h"

namespace occam::callbacks {

void EarlyStopping::check() const {
  check_float32(type, "min_delta", min_delta, {});
  check_float32(type, "alpha", alpha, above(0));
  if (baseline.has_value()) check_float32(type, "baseline", baseline.value(), {});
  if (rule != "patience" && (min_delta != 0 || baseline.has_value())) {
    throw InvalidArgument("EarlyStopping: rule '" + rule +
                          "' goes by no min_delta and no baseline. Expected it without them, or "
                          "rule 'patience'");
  }
}

void EarlyStopping::validate(const TrainingControl& control) const {
  check_monitor(type, monitor, control);
  const Direction found = monitor_direction(type, monitor, mode, control);
  if (rule == "patience") return;
  if (found == Direction::kUp) {
    throw_invalid_value(type, "rule", "'patience', because '" + monitor + "' rises",
                        "'" + rule + "'");
  }
  if (rule == "pq" && !monitor.starts_with("val_")) {
    throw_invalid_value(type, "monitor",
                        "a number of the validation data, which rule 'pq' sets against that of "
                        "the training data",
                        "'" + monitor + "'");
  }
}

void EarlyStopping::on_train_begin(TrainingControl& control) {
  stopped_epoch = 0;
  best = {};
  best_epoch = 0;
  wait = 0;
  best_weights = std::vector<float>();
  direction = monitor_direction(type, monitor, mode, control);
  smoothed = {};
  strip.clear();
}

void EarlyStopping::on_epoch_end(TrainingControl& control, std::int64_t epoch, const Logs& logs) {
  if (epoch < start_from_epoch) return;
  if (rule == "pq") add_to_strip(logs);
  const double* given = logs.find(monitor);
  if (given == nullptr) return;
  const double value = smooth(*given);
  ++wait;
  const bool improved = best.has_value() ? beats(value, best.value()) : !std::isnan(value);
  const bool as_good = last_of_best && best.has_value() &&
                       static_cast<float>(value) == static_cast<float>(best.value());
  if (improved || as_good) {
    best = value;
    best_epoch = epoch;
    control.set_best_epoch(epoch);
    if (restore_best_weights) {
      best_weights = std::vector<float>();  // one copy at a time
      best_weights = monitor.starts_with("val_") ? control.measured_weights() : control.weights();
    }
  }
  if (improved) {
    if (!baseline.has_value() || beats(value, baseline.value())) wait = 0;
    return;
  }
  if (is_over(value, epoch)) {
    stopped_epoch = epoch;
    control.stop_training(reason(value));
  }
}

/// The running mean with this value in it; a value that is no number is left out and stands alone.
double EarlyStopping::smooth(double value) {
  if (smoothing == 0 || std::isnan(value)) return value;
  smoothed = smoothed.has_value() ? smoothing * smoothed.value() + (1 - smoothing) * value : value;
  return smoothed.value();
}

namespace {

/// GL, in percent: how far the value is above the best.
double generalization_loss(double value, double best) { return 100 * (value / best - 1); }

/// P, in per mille: how far the mean of a strip is above its lowest.
double progress(const std::vector<double>& strip) {
  double sum = 0, lowest = strip[0];
  for (const double value : strip) {
    sum += value;
    lowest = std::min(lowest, value);
  }
  return 1000 * (sum / (static_cast<double>(strip.size()) * lowest) - 1);
}

}  // namespace

// Comparisons with NaN, such as of 0 / 0, do not stop.
bool EarlyStopping::is_over(double value, std::int64_t epoch) {
  if (rule == "patience") return wait >= patience && epoch > 0;
  if (!best.has_value()) return false;
  const double loss = generalization_loss(value, best.value());
  if (rule == "gl") return loss > alpha;
  return static_cast<long long>(strip.size()) == strip_length && loss / progress(strip) > alpha;
}

void EarlyStopping::add_to_strip(const Logs& logs) {
  const std::string metric = monitor.substr(std::string_view("val_").size());
  const double* value = logs.find("train_" + metric);
  if (value == nullptr) value = logs.find(metric);
  if (static_cast<long long>(strip.size()) == strip_length) strip.clear();
  if (value != nullptr) strip.push_back(*value);
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

bool EarlyStopping::beats(double value, double reference) const {
  const double delta = std::abs(min_delta) * (relative_min_delta ? std::abs(reference) : 1.0);
  return improves(direction, value, delta, reference);
}

std::string EarlyStopping::reason(double value) const {
  const std::string values = fmt::format("{} value{}", wait, wait == 1 ? "" : "s");
  if (!best.has_value()) return fmt::format("{} was NaN in {}", monitor, values);
  const std::string found =
      fmt::format("best {} in epoch {}", to_text(best.value()), best_epoch + 1);
  if (rule != "patience") {
    return fmt::format("{} was {:.3g} % above its best (rule {}, alpha {}); {}", monitor,
                       generalization_loss(value, best.value()), rule, to_text(alpha), found);
  }
  if (baseline.has_value() && !beats(best.value(), baseline.value())) {
    return fmt::format("{} did not pass the baseline {} in {}; {}", monitor,
                       to_text(baseline.value()), values, found);
  }
  return fmt::format("{} did not improve in {}; {}", monitor, values, found);
}

}  // namespace occam::callbacks
