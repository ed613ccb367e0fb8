#include "occam/activations/hard_sigmoid.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/clip.h"
#include "occam/ops/fill_like.h"

namespace occam::activations {

graph::Value HardSigmoid::apply(const graph::Value& x) const {
  return ops::clip(x / 6.0 + 0.5, ops::fill_like(x, 0.0), ops::fill_like(x, 1.0));
}

}  // namespace occam::activations
