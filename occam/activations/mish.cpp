#include "occam/activations/mish.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/exp.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/minimum.h"

namespace occam::activations {

graph::Value Mish::apply(const graph::Value& x) const {
  // tanh(log(1 + e)) = n / (n + 2) with n = e (e + 2); it is 1 in float32 long before the limit.
  const graph::Value limit = ops::fill_like(x, 20.0);
  const graph::Value e = ops::exp(ops::minimum(x, limit));
  const graph::Value n = e * (e + 2.0);
  return x * (n / (n + 2.0));
}

}  // namespace occam::activations
