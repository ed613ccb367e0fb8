#include "occam/layers/unit_normalization.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/axes.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/maximum.h"
#include "occam/ops/reciprocal.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"

namespace occam::layers {

graph::Value UnitNormalization::build(const Scope&, const graph::Value& input) const {
  const ops::Axes over = ops::normalized_axes(type, axis.axes(), input.shape().rank());
  if (over.empty() || over.front() == 0) {
    throw_invalid_value(type, "axis", "axes of a sample, one or more; 0 is the batch's",
                        to_text(FieldValue<AxisList>::write(axis)));
  }
  const graph::Value squares = ops::sum(ops::square(input), over, /*keepdims=*/true);
  const graph::Value least = ops::fill_like(squares, 1e-12);
  return input * ops::reciprocal(ops::sqrt(ops::maximum(squares, least)));
}

}  // namespace occam::layers
