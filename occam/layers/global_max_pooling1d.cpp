#include "occam/layers/global_max_pooling1d.h"

#include "occam/layers/steps.h"
#include "occam/ops/max.h"

namespace occam::layers {

using graph::Value;

Value GlobalMaxPooling1D::build(const Scope&, const Value& input) const {
  return ops::max(input, {steps_axis(type, input.shape(), data_format)}, keepdims);
}

}  // namespace occam::layers
