#include "occam/ops/one_hot.h"

#include "occam/ops/arange.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/equal.h"

namespace occam::ops {

graph::Value one_hot(const graph::Value& labels, std::int64_t num_classes) {
  std::vector<std::int64_t> dims = labels.shape().dims();
  dims.push_back(num_classes);
  const Shape shape(std::move(dims));
  return equal(broadcast_columns(labels, shape),
               broadcast_rows(arange(labels.graph(), num_classes), shape));
}

}  // namespace occam::ops
