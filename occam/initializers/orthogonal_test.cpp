#include "occam/initializers/orthogonal.h"

#include <gtest/gtest.h>

#include <vector>

#include "occam/base/errors.h"
#include "occam/initializers/initializer.h"

namespace occam::initializers {
namespace {

std::vector<float> filled(const Orthogonal& initializer, const Shape& shape) {
  std::vector<float> values(static_cast<std::size_t>(shape.size()));
  initializer.fill(values, shape, {11, 3});
  return values;
}

/// Largest difference of the products of its columns, or of its rows, from gain^2 times identity.
double distance(const std::vector<float>& values, std::size_t rows, std::size_t columns,
                bool of_columns, double gain) {
  double most = 0;
  const std::size_t count = of_columns ? columns : rows, length = of_columns ? rows : columns;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = 0; j < count; ++j) {
      double sum = 0;
      for (std::size_t k = 0; k < length; ++k) {
        const std::size_t a = of_columns ? k * columns + i : i * columns + k;
        const std::size_t b = of_columns ? k * columns + j : j * columns + k;
        sum += static_cast<double>(values[a]) * values[b];
      }
      most = std::max(most, std::abs(sum - (i == j ? gain * gain : 0)));
    }
  }
  return most;
}

TEST(Orthogonal, ColumnsOrRowsAreOrthonormal) {
  EXPECT_LT(distance(filled({}, {40, 25}), 40, 25, true, 1), 1e-6);
  EXPECT_LT(distance(filled({}, {25, 40}), 25, 40, false, 1), 1e-6);
  EXPECT_LT(distance(filled({}, {30, 30}), 30, 30, true, 1), 1e-6);
  EXPECT_LT(distance(filled({.gain = 0.3}, {12, 5}), 12, 5, true, 0.3), 1e-6);
  EXPECT_LT(distance(filled({}, {2, 3, 5}), 6, 5, true, 1), 1e-6);
}

TEST(Orthogonal, NeedsTwoAxes) { EXPECT_THROW(filled({}, {7}), InvalidArgument); }

}  // namespace
}  // namespace occam::initializers
