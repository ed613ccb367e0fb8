#pragma once

#include "occam/base/fields.h"
#include "occam/graph/graph.h"
#include "occam/metrics/direction.h"

namespace occam::metrics {

/// Mean of |target - prediction| times `unit`: with the scale of a standardised target it is told
/// in the target's own unit. Source: Keras 3, metrics.MeanAbsoluteError; the unit is occam's.
/// Errors: InvalidArgument unless unit > 0.
struct MeanAbsoluteError {
  double unit = 1.0;

  static constexpr std::string_view type = "MeanAbsoluteError";
  static constexpr std::string_view name = "mean_absolute_error";
  static constexpr Direction direction = Direction::kDown;
  static constexpr auto fields() {
    return Fields{Field{"unit", &MeanAbsoluteError::unit, above(0),
                        "what an error of 1 is in the target's own unit"}};
  }
  void check() const { check_float32(type, "unit", unit, above(0)); }
  graph::Value per_sample(const graph::Value& target, const graph::Value& prediction) const;
};

}  // namespace occam::metrics
