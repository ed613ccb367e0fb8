#include "occam/layers/flatten.h"

#include "occam/ops/reshape.h"

namespace occam::layers {

graph::Value Flatten::build(const Scope&, const graph::Value& input) const {
  return ops::reshape(input, {input.shape()[0], input.shape().tail().size()});
}

}  // namespace occam::layers
