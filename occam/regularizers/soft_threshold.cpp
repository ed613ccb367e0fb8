#include "occam/regularizers/soft_threshold.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/clip.h"

namespace occam::regularizers {

using graph::Value;

Value soft_threshold(const Value& point, const Value& l1, const Value& step) {
  const Value limit = step * l1;
  return point - ops::clip(point, ops::broadcast_to(-limit, point.shape()),
                           ops::broadcast_to(limit, point.shape()));
}

}  // namespace occam::regularizers
