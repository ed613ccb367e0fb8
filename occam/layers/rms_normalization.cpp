#include "occam/layers/rms_normalization.h"

#include <cstdint>
#include <vector>

#include "occam/base/errors.h"
#include "occam/layers/sample_axes.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/mean.h"
#include "occam/ops/reciprocal.h"
#include "occam/ops/reshape.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"

namespace occam::layers {

using graph::Value;

Value RMSNormalization::build(const Scope& scope, const Value& input) const {
  const SampleAxes axes = sample_axes(type, axis, input.shape());
  const std::int64_t rank = input.shape().rank(), first = rank - axes.weight.rank();
  std::vector<std::int64_t> aligned(static_cast<std::size_t>(rank), 1);
  for (std::int64_t k = first; k < rank; ++k) {
    if (axes.weight[k - first] != input.shape()[k]) {
      throw_invalid_value(type, "axis", "axes of the sizes of a sample's last, which scale lies on",
                          to_text(FieldValue<AxisList>::write(axis)) + " of samples " +
                              to_text(input.shape().tail()));
    }
    aligned[static_cast<std::size_t>(k)] = input.shape()[k];
  }
  const Value scale =
      scope.add_weight({.name = "scale", .shape = axes.weight, .initializer = "ones"});
  const Value small = scope.hyper(*this, &RMSNormalization::epsilon);
  const Value squares = ops::mean(ops::square(input), axes.over, /*keepdims=*/true);
  return input * ops::reciprocal(ops::sqrt(squares + small)) * ops::reshape(scale, Shape(aligned));
}

}  // namespace occam::layers
