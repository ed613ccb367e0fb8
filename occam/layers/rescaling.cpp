#include "occam/layers/rescaling.h"

#include "occam/ops/arithmetic.h"

namespace occam::layers {

void Rescaling::check() const {
  check_float32(type, "scale", scale, {});
  check_float32(type, "offset", offset, {});
}

graph::Value Rescaling::build(const Scope&, const graph::Value& input) const {
  return input * scale + offset;
}

}  // namespace occam::layers
