#include "occam/schedules/half_wave.h"

#include <numbers>

#include "occam/ops/arithmetic.h"
#include "occam/ops/square.h"

namespace occam::schedules {

using graph::Value;

// As sin(pi / 2 * (1 - x))^2. The sine by its series, whose first term left out is below 2^-53:
// std::cos does not promise its bits.
Value half_wave(const Value& x) {
  const Value angle = (1.0 - x) * (std::numbers::pi / 2);
  const Value square = ops::square(angle);
  Value sum;  // 1 - a^2 / (2 * 3) * (1 - a^2 / (4 * 5) * (...))
  for (int n = 20; n > 0; n -= 2) {
    const Value term = square / static_cast<double>(n * (n + 1));
    sum = sum ? 1.0 - term * sum : 1.0 - term;
  }
  return ops::square(angle * sum);
}

}  // namespace occam::schedules
