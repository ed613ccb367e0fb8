#include "occam/initializers/truncated_normal.h"

#include <cmath>
#include <numbers>

namespace occam::initializers {
namespace {

/// Element i of standard normal numbers within [-2, 2]: Box and Muller's transform of the uniform
/// numbers of steps 2t and 2t + 1 at index i, for the first t that falls inside. 95 % do at the
/// first try.
double truncated_normal(RandomKey key, std::size_t index) {
  for (std::uint64_t attempt = 0;; ++attempt) {
    const double u = 1.0 - static_cast<double>(random_uniform(key, 2 * attempt, index));  // (0, 1]
    const double v = static_cast<double>(random_uniform(key, 2 * attempt + 1, index));
    const double normal = std::sqrt(-2.0 * std::log(u)) * std::cos(2.0 * std::numbers::pi * v);
    if (std::abs(normal) <= 2.0) return normal;
  }
}

}  // namespace

void TruncatedNormal::fill(std::span<float> values, const Shape&, RandomKey key) const {
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = static_cast<float>(mean + stddev * truncated_normal(key, i));
}

}  // namespace occam::initializers
