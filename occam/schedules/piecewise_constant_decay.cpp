#include "occam/schedules/piecewise_constant_decay.h"

#include "occam/base/errors.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater.h"
#include "occam/ops/select.h"

namespace occam::schedules {

void PiecewiseConstantDecay::check() const {
  for (std::size_t i = 1; i < boundaries.size(); ++i) {
    if (boundaries[i] <= boundaries[i - 1]) {
      throw_invalid_value(
          type, "boundaries", "rising numbers",
          std::to_string(boundaries[i - 1]) + " before " + std::to_string(boundaries[i]));
    }
  }
  if (boundaries.empty() || values.size() != boundaries.size() + 1) {
    throw_invalid_value(type, "values",
                        "one value more than boundaries, of which there is at least one",
                        std::to_string(values.size()) + " for " +
                            std::to_string(boundaries.size()) + " boundaries");
  }
  for (const Hyper& each : values) {
    if (each.is_number()) check_float32(type, "values", each.value(), {});
  }
}

graph::Value PiecewiseConstantDecay::value(const ops::Scope& scope,
                                           const graph::Value& step) const {
  graph::Value result = scope.hyper("value_0", values[0]);
  for (std::size_t i = 0; i < boundaries.size(); ++i) {
    const graph::Value boundary = ops::fill_like(step, static_cast<double>(boundaries[i]));
    const graph::Value next = scope.hyper("value_" + std::to_string(i + 1), values[i + 1]);
    result = ops::select(ops::greater(step, boundary), next, result);
  }
  return result;
}

}  // namespace occam::schedules
