#include "occam/layers/smooth_clip.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/clip.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/reciprocal.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"

namespace occam::layers {

graph::Value SmoothClip::build(const Scope&, const graph::Value& input) const {
  // Beyond this the result is +-limit in float32, and its square still a float.
  const graph::Value far = ops::fill_like(input, 1e6);
  const graph::Value x = ops::clip(input / limit, -far, far);
  return x * limit / ops::sqrt(ops::square(x) + 1.0);
}

}  // namespace occam::layers
