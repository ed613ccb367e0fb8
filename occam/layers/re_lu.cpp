#include "occam/layers/re_lu.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater.h"
#include "occam/ops/minimum.h"
#include "occam/ops/relu.h"

namespace occam::layers {

void ReLU::check() const {
  if (max_value.has_value()) check_float32(type, "max_value", max_value.value(), at_least(0));
  check_float32(type, "negative_slope", negative_slope, at_least(0));
  check_float32(type, "threshold", threshold, at_least(0));
}

graph::Value ReLU::build(const Scope&, const graph::Value& input) const {
  graph::Value y = ops::relu(input);
  if (threshold != 0) y = input * ops::greater(input, ops::fill_like(input, threshold));
  if (max_value.has_value()) y = ops::minimum(y, ops::fill_like(input, max_value.value()));
  return negative_slope != 0 ? y - negative_slope * ops::relu(threshold - input) : y;
}

}  // namespace occam::layers
