#include "occam/activations/hard_tanh.h"

#include "occam/ops/clip.h"
#include "occam/ops/fill_like.h"

namespace occam::activations {

graph::Value HardTanh::apply(const graph::Value& x) const {
  return ops::clip(x, ops::fill_like(x, -1.0), ops::fill_like(x, 1.0));
}

}  // namespace occam::activations
