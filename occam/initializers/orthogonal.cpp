#include "occam/initializers/orthogonal.h"

#include <cmath>
#include <numeric>
#include <vector>

#include "occam/base/errors.h"
#include "occam/initializers/random_normal.h"

namespace occam::initializers {
namespace {

double product(std::span<const double> a, std::span<const double> b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

/// Gram and Schmidt's method, each vector freed of those before it twice, so that rounding leaves
/// them orthogonal. `vectors`: `count` of `length` each.
void make_orthonormal(std::span<double> vectors, std::size_t count, std::size_t length) {
  for (std::size_t i = 0; i < count; ++i) {
    const auto own = vectors.subspan(i * length, length);
    for (int pass = 0; pass < 2; ++pass) {
      for (std::size_t j = 0; j < i; ++j) {
        const auto other = vectors.subspan(j * length, length);
        const double part = product(own, other);
        for (std::size_t k = 0; k < length; ++k) own[k] -= part * other[k];
      }
    }
    const double norm = std::sqrt(product(own, own));
    for (double& each : own) each /= norm;
  }
}

}  // namespace

void Orthogonal::fill(std::span<float> values, const Shape& shape, RandomKey key) const {
  if (shape.rank() < 2) throw_invalid_value(type, "shape", "at least two axes", to_text(shape));
  const auto columns = static_cast<std::size_t>(shape[shape.rank() - 1]);
  const std::size_t rows = values.size() / columns;
  RandomNormal{.mean = 0, .stddev = 1}.fill(values, shape, key);
  const bool tall = rows >= columns;
  const std::size_t count = tall ? columns : rows, length = tall ? rows : columns;
  std::vector<double> vectors(values.begin(), values.end());
  make_orthonormal(vectors, count, length);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < columns; ++column) {
      const std::size_t place = tall ? column * length + row : row * length + column;
      values[row * columns + column] = static_cast<float>(gain * vectors[place]);
    }
  }
}

}  // namespace occam::initializers
