#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "occam/base/errors.h"
#include "occam/callbacks/callback.h"

namespace occam::callbacks {

/// A run without a model: what a callback is shown and what it does with it.
class TestControl : public TrainingControl {
 public:
  std::int64_t epochs() const override { return 100; }
  std::int64_t steps_per_epoch() const override { return 4; }
  Direction metric_direction(std::string_view metric) const override {
    if (metric == "accuracy") return Direction::kUp;
    return metric == "mae" ? Direction::kDown : Direction::kNone;
  }
  std::vector<std::string> log_names() const override {
    return {"accuracy", "loss", "mean", "val_accuracy", "val_loss", "val_mae"};
  }
  std::vector<float> weights() const override { return current; }
  void set_weights(std::span<const float> weights) override {
    current.assign(weights.begin(), weights.end());
  }
  void visit_weights(
      const std::function<void(std::string_view, std::span<const float>)>& visit) const override {
    visit("dense/kernel", current);
  }
  std::vector<std::string> hyper_paths() const override {
    std::vector<std::string> paths;
    for (const auto& [path, value] : hypers) paths.push_back(path);
    return paths;
  }
  double hyper(std::string_view path) const override {
    const auto found = hypers.find(path);
    if (found != hypers.end()) return found->second;
    if (path == scheduled) return 0.5;
    return TrainingControl::hyper(path);
  }
  void set_hyper(std::string_view path, double value) override {
    hyper(path);
    hypers.insert_or_assign(std::string(path), value);
  }
  bool has_averages() const override { return !averages.empty(); }
  void swap_averages() override { std::swap(averages, current); }
  std::int64_t steps_taken() const override { return steps; }
  std::int64_t member() const override { return index; }
  std::int64_t members() const override { return count; }

  std::map<std::string, double, std::less<>> hypers = {{"optimizer/learning_rate", 0.01}};
  std::string scheduled;  ///< path of a hyper-parameter that was given as a schedule
  std::vector<float> current = {0}, averages;
  std::int64_t steps = 0, index = 0, count = 1;
};

/// What validate says about it; empty when it has no objection.
inline std::string refusal_of(const Callback& callback, const TrainingControl& control) {
  try {
    callback.validate(control);
  } catch (const InvalidArgument& error) {
    return error.what();
  }
  return "";
}

}  // namespace occam::callbacks
