#include "occam/initializers/hull_bias.h"

#include <algorithm>
#include <cmath>

namespace occam::initializers {

void HullBias::fill(std::span<float> values, const Shape&, RandomKey) const {
  std::fill(values.begin(), values.end(), 0.0f);
}

// Shares that are exponential numbers over their sum lie evenly in the simplex.
void HullBias::adapt(std::span<float> values, const Responses& responses, RandomKey key) const {
  const auto count = static_cast<std::uint64_t>(static_cast<long long>(points));
  for (std::size_t unit = 0; unit < values.size(); ++unit) {
    double total = 0, sum = 0;
    for (std::uint64_t point = 0; point < count; ++point) {
      const std::uint64_t draw = unit * count + point;
      const auto at =
          static_cast<std::int64_t>(static_cast<std::uint64_t>(random_bits(key, 0, draw)) *
                                        static_cast<std::uint64_t>(responses.rows) >>
                                    32);
      const double share = -std::log(1.0 - static_cast<double>(random_uniform(key, 1, draw)));
      const auto place = static_cast<std::size_t>(at * responses.units) + unit;
      total += share;
      sum += share * static_cast<double>(responses.values[place]);
    }
    if (total > 0) values[unit] = static_cast<float>(-sum / total);
  }
}

}  // namespace occam::initializers
