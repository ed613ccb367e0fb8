#include "occam/ops/fill_like.h"

#include "occam/ops/broadcast.h"
#include "occam/ops/constant.h"

namespace occam::ops {

graph::Value fill_like(const graph::Value& like, double value) {
  return broadcast_to(constant(like.graph(), value), like.shape());
}

}  // namespace occam::ops
