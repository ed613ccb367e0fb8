#include "occam/ops/erf.h"

#include <span>

#include "occam/ops/arithmetic.h"
#include "occam/ops/clip.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/square.h"

namespace occam::ops {
namespace {

constexpr double kNumerator[] = {1.128379139,    0.1935464549,    0.05310175418,
                                 0.003883339701, 0.0002845554294, 1.986648192e-06};
constexpr double kDenominator[] = {1.0,           0.5048586373, 0.115350412,
                                   0.01520727134, 0.0011855494, 3.74182072e-05};

/// Coefficients from the constant on.
graph::Value polynomial(const graph::Value& x, std::span<const double> coefficients) {
  graph::Value sum = coefficients.back() * x + coefficients[coefficients.size() - 2];
  for (std::size_t i = coefficients.size() - 2; i-- > 0;) sum = sum * x + coefficients[i];
  return sum;
}

}  // namespace

graph::Value erf(const graph::Value& x) {
  const auto within = [](const graph::Value& value, double limit) {
    return clip(value, fill_like(value, -limit), fill_like(value, limit));
  };
  const graph::Value inside = within(x, 4.0);
  const graph::Value squares = square(inside);
  return within(inside * (polynomial(squares, kNumerator) / polynomial(squares, kDenominator)),
                1.0);
}

}  // namespace occam::ops
