#include "occam/callbacks/zero_count.h"

#include "occam/base/errors.h"

namespace occam::callbacks {

/// Counts against the pattern, which then is the present one.
ZeroCount::Count ZeroCount::count(const TrainingControl& control) {
  Count result;
  control.visit_weights([&](std::string_view path, std::span<const float> values) {
    if (path.find(weights) == std::string_view::npos) return;
    for (const float value : values) {
      const auto word = static_cast<std::size_t>(result.weights / 64);
      const std::int64_t bit = std::int64_t{1} << (result.weights % 64);
      if (word == pattern.size()) pattern.push_back(0);
      const bool is_zero = value == 0, was_zero = (pattern[word] & bit) != 0;
      result.zeros += is_zero;
      if (is_zero != was_zero) {
        ++result.changes;
        pattern[word] ^= bit;
      }
      ++result.weights;
    }
  });
  return result;
}

void ZeroCount::on_train_begin(TrainingControl& control) {
  pattern.clear();
  if (count(control).weights == 0)
    throw_invalid_value(type, "weights", "a part of the path of a weight of the model",
                        "'" + weights + "'");
}

void ZeroCount::on_epoch_end(TrainingControl& control, std::int64_t, Logs& logs) {
  const Count counted = count(control);
  logs.set("zeros", static_cast<double>(counted.zeros) / static_cast<double>(counted.weights));
  logs.set("zero_changes", static_cast<double>(counted.changes));
}

}  // namespace occam::callbacks
