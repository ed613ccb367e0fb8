#include "occam/layers/group_normalization.h"

#include <cstdint>
#include <string>
#include <vector>

#include "occam/base/errors.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/axes.h"
#include "occam/ops/mean.h"
#include "occam/ops/reciprocal.h"
#include "occam/ops/reshape.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"

namespace occam::layers {

using graph::Value;

void GroupNormalization::check() const {
  if (groups == 0)
    throw_invalid_value(type, "groups", "an integer >= 1, or -1 for one for each place", "0");
}

Value GroupNormalization::build(const Scope& scope, const Value& input) const {
  const std::int64_t rank = input.shape().rank(), place = axis + (axis < 0 ? rank : 0);
  if (place < 1 || place >= rank) {
    throw_invalid_value(type, "axis",
                        "an axis of a sample, from 1 to " + std::to_string(rank - 1) +
                            " or negative from the end; 0 is the batch's",
                        std::to_string(static_cast<long long>(axis)));
  }
  const std::int64_t size = input.shape()[place];
  const std::int64_t count = groups == -1 ? size : static_cast<std::int64_t>(groups);
  if (count > size || size % count != 0) {
    throw_invalid_value(type, "groups",
                        "a divisor of " + std::to_string(size) + ", the size of the axis",
                        std::to_string(count));
  }
  Value gamma, beta;
  if (scale) {
    gamma = scope.add_weight({.name = "gamma",
                              .shape = Shape{size},
                              .initializer = gamma_initializer,
                              .regularizer = gamma_regularizer,
                              .constraint = gamma_constraint});
  }
  if (center) {
    beta = scope.add_weight({.name = "beta",
                             .shape = Shape{size},
                             .initializer = beta_initializer,
                             .regularizer = beta_regularizer,
                             .constraint = beta_constraint});
  }
  std::vector<std::int64_t> grouped, aligned(static_cast<std::size_t>(rank), 1);
  ops::Axes over;
  for (std::int64_t k = 0; k < rank; ++k) {
    if (k == place) grouped.push_back(count);
    if (k > 0) over.push_back(static_cast<std::int64_t>(grouped.size()));
    grouped.push_back(k == place ? size / count : input.shape()[k]);
  }
  aligned[static_cast<std::size_t>(place)] = size;
  const Value small = scope.hyper(*this, &GroupNormalization::epsilon);
  const Value x = ops::reshape(input, Shape(grouped));
  const Value centered = x - ops::mean(x, over, /*keepdims=*/true);
  const Value variance = ops::mean(ops::square(centered), over, /*keepdims=*/true);
  Value result =
      ops::reshape(centered * ops::reciprocal(ops::sqrt(variance + small)), input.shape());
  if (gamma) result = result * ops::reshape(gamma, Shape(aligned));
  if (beta) result = result + ops::reshape(beta, Shape(aligned));
  return result;
}

}  // namespace occam::layers
