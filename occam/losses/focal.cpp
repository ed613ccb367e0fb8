#include "occam/losses/focal.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/exp.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/floor.h"
#include "occam/ops/log.h"
#include "occam/ops/maximum.h"
#include "occam/ops/power.h"

namespace occam::losses {

using graph::Value;

Value focal_factor(const Value& chance, const Value& gamma) {
  // The whole part exactly, the rest by the logarithm, which has to exist where the chance is 1.
  constexpr double kTiny = 1e-30;
  const Value whole = ops::floor(gamma);
  const Value missed = 1.0 - chance;
  const Value log_missed = ops::log(ops::maximum(missed, ops::fill_like(missed, kTiny)));
  return ops::power(missed, ops::broadcast_scalar(whole, missed.shape())) *
         ops::exp((gamma - whole) * log_missed);
}

}  // namespace occam::losses
