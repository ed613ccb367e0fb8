#include "occam/callbacks/zero_count.h"

#include "occam/base/errors.h"

namespace occam::callbacks {

/// Counts against the pattern, which then is the present one.
ZeroCounts ZeroCount::count(const TrainingControl& control) {
  ZeroCounts counts;
  control.visit_weights([&](std::string_view path, std::span<const float> values) {
    if (path.find(weights) != std::string_view::npos) count_zeros(values, pattern, counts);
  });
  return counts;
}

void ZeroCount::on_train_begin(TrainingControl& control) {
  pattern.clear();
  if (count(control).numbers == 0)
    throw_invalid_value(type, "weights", "a part of the path of a weight of the model",
                        "'" + weights + "'");
}

void ZeroCount::on_epoch_end(TrainingControl& control, std::int64_t, Logs& logs) {
  const ZeroCounts counted = count(control);
  logs.set("zeros", counted.share());
  logs.set("zero_changes", static_cast<double>(counted.changes));
}

}  // namespace occam::callbacks
