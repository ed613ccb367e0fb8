#include "occam/ops/zero_gradient.h"

namespace occam::ops {

std::vector<graph::Value> zero_gradient(const graph::Value& result, const graph::Value&) {
  return std::vector<graph::Value>(result.node().inputs.size());
}

}  // namespace occam::ops
