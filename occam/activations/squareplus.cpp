#include "occam/activations/squareplus.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"

namespace occam::activations {

graph::Value Squareplus::apply(const graph::Value& x) const {
  return 0.5 * (x + ops::sqrt(ops::square(x) + b));
}

}  // namespace occam::activations
