#include "occam/activations/relu6.h"

#include "occam/ops/fill_like.h"
#include "occam/ops/greater_equal.h"
#include "occam/ops/relu.h"
#include "occam/ops/select.h"

namespace occam::activations {

graph::Value Relu6::apply(const graph::Value& x) const {
  const graph::Value most = ops::fill_like(x, 6.0);
  return ops::select(ops::greater_equal(x, most), most, ops::relu(x));  // no slope at 6 either
}

}  // namespace occam::activations
