#include "occam/ops/floor.h"

#include "occam/ops/abs.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater.h"
#include "occam/ops/select.h"
#include "occam/ops/stop_gradient.h"

namespace occam::ops {
namespace {

graph::Value nearest(const graph::Value& x) {
  if (x.is_scalar()) {
    constexpr double kWhole = 0x1.8p52;  // numbers of this size have no digits after the point
    return (x + kWhole) - kWhole;
  }
  constexpr double kWhole = 0x1p23;  // the same of float32
  const graph::Value size = abs(x);
  const graph::Value rounded = (size + kWhole) - kWhole;
  const graph::Value zero = fill_like(x, 0.0);
  return select(greater(fill_like(x, kWhole), size), select(greater(zero, x), -rounded, rounded),
                x);
}

/// Flat, where the sums of a tensor would say that the slope is 1.
graph::Value flat(const graph::Value& whole) {
  return whole.is_scalar() ? whole : stop_gradient(whole);
}

}  // namespace

graph::Value round(const graph::Value& x) { return flat(nearest(x)); }

graph::Value floor(const graph::Value& x) {
  const graph::Value whole = nearest(x);
  return flat(whole - greater(whole, x));
}

}  // namespace occam::ops
