#pragma once

#include "occam/base/fields.h"
#include "occam/metrics/direction.h"
#include "occam/metrics/sums.h"

namespace occam::metrics {

/// sqrt(mean((target - prediction)^2)) over all samples and outputs, times `unit`: with the scale
/// of a standardised target it is told in the target's own unit.
/// Source: Keras 3, metrics.RootMeanSquaredError; the unit is occam's.
/// Errors: InvalidArgument unless unit > 0.
struct RootMeanSquaredError {
  double unit = 1.0;

  static constexpr std::string_view type = "RootMeanSquaredError";
  static constexpr std::string_view name = "root_mean_squared_error";
  static constexpr Direction direction = Direction::kDown;
  static constexpr bool of_numbers = true;
  static constexpr auto fields() {
    return Fields{Field{"unit", &RootMeanSquaredError::unit, above(0),
                        "what an error of 1 is in the target's own unit"}};
  }
  void check() const { check_float32(type, "unit", unit, above(0)); }
  void update_state(Sums& sums, const graph::Value& target, const graph::Value& prediction) const;
  double result(const Totals& totals) const;
};

}  // namespace occam::metrics
