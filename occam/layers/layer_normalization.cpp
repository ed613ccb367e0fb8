#include "occam/layers/layer_normalization.h"

#include <algorithm>

#include "occam/ops/arithmetic.h"
#include "occam/ops/mean.h"
#include "occam/ops/reciprocal.h"
#include "occam/ops/reshape.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"

namespace occam::layers {

using graph::Value;

Value LayerNormalization::build(const Scope& scope, const Value& input) const {
  const Shape shape = input.shape();
  const ops::Axes over = ops::normalized_axes(type, axis.axes(), shape.rank());
  if (over.empty() || over.front() == 0) {
    throw_invalid_value(type, "axis", "axes of a sample, one or more; 0 is the batch's",
                        to_text(FieldValue<AxisList>::write(axis)));
  }
  // Keras's order, also where negative axes stand beside others: files hold it.
  std::vector<std::int64_t> sizes = axis.axes();
  std::sort(sizes.begin(), sizes.end());
  for (std::int64_t& size : sizes) size = shape[size];
  std::vector<std::int64_t> aligned(static_cast<std::size_t>(shape.rank()), 1);
  for (const std::int64_t k : over) aligned[static_cast<std::size_t>(k)] = shape[k];

  Value gamma, beta;
  if (scale) {
    gamma = scope.add_weight({.name = "gamma",
                              .shape = Shape(sizes),
                              .initializer = gamma_initializer,
                              .regularizer = gamma_regularizer,
                              .constraint = gamma_constraint});
  }
  if (center) {
    beta = scope.add_weight({.name = "beta",
                             .shape = Shape(sizes),
                             .initializer = beta_initializer,
                             .regularizer = beta_regularizer,
                             .constraint = beta_constraint});
  }
  const Value small = scope.hyper(*this, &LayerNormalization::epsilon);
  const Value centered = input - ops::mean(input, over, /*keepdims=*/true);
  const Value variance = ops::mean(ops::square(centered), over, /*keepdims=*/true);
  Value result = centered * ops::reciprocal(ops::sqrt(variance + small));
  if (gamma) result = result * ops::reshape(gamma, Shape(aligned));
  if (beta) result = result + ops::reshape(beta, Shape(aligned));
  return result;
}

}  // namespace occam::layers
