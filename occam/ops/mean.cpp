#include "occam/ops/mean.h"

#include <algorithm>

#include "occam/base/errors.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/sum.h"

namespace occam::ops {

using graph::Value;

Value mean(const Value& x) { return mean(x, all_axes(x.shape().rank())); }

Value mean(const Value& x, const Axes& axes, bool keepdims) {
  const Axes over = normalized_axes("mean", axes, x.shape().rank());
  const Value total = sum(x, over, keepdims);
  double count = 1;
  for (const std::int64_t axis : over) count *= static_cast<double>(x.shape()[axis]);
  if (count == 0) throw_invalid_value("mean", "x", "an element or more", to_text(x.shape()));
  return total / count;
}

}  // namespace occam::ops
