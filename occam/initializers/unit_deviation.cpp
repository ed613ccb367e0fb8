#include "occam/initializers/unit_deviation.h"

#include <cmath>
#include <vector>

#include "occam/initializers/random_normal.h"

namespace occam::initializers {

void UnitDeviation::fill(std::span<float> values, const Shape& shape, RandomKey key) const {
  RandomNormal{.stddev = 1.0}.fill(values, shape, key);
}

void UnitDeviation::adapt(std::span<float> values, const Responses& responses, RandomKey) const {
  const auto units = static_cast<std::size_t>(responses.units);
  const auto rows = static_cast<double>(responses.rows);
  std::vector<double> means(units), squares(units);
  for (std::size_t i = 0; i < responses.values.size(); ++i)
    means[i % units] += static_cast<double>(responses.values[i]) / rows;
  for (std::size_t i = 0; i < responses.values.size(); ++i) {
    const double apart = static_cast<double>(responses.values[i]) - means[i % units];
    squares[i % units] += apart * apart / rows;
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double deviation = std::sqrt(squares[i % units]);
    // What rounding leaves of a constant is no deviation.
    const bool varies = deviation > 1e-6 * std::abs(means[i % units]) && deviation > 1e-30;
    if (varies) values[i] = static_cast<float>(static_cast<double>(values[i]) / deviation);
  }
}

}  // namespace occam::initializers
