#include "occam/ops/floor.h"

#include "occam/base/errors.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/greater.h"

namespace occam::ops {

graph::Value floor(const graph::Value& x) {
  check_internal(x.is_scalar(), "floor of a tensor");
  constexpr double kWhole = 0x1.8p52;  // numbers of this size have no digits after the point
  const graph::Value nearest = (x + kWhole) - kWhole;
  return nearest - greater(nearest, x);
}

}  // namespace occam::ops
