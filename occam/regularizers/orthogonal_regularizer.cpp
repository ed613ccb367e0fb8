#include "occam/regularizers/orthogonal_regularizer.h"

#include "occam/base/errors.h"
#include "occam/ops/abs.h"
#include "occam/ops/arange.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/matmul.h"
#include "occam/ops/maximum.h"
#include "occam/ops/one_hot.h"
#include "occam/ops/reciprocal.h"
#include "occam/ops/scale.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"

namespace occam::regularizers {

using graph::Value;

Value OrthogonalRegularizer::penalty(const ops::Scope& scope, const Value& weight) const {
  if (weight.shape().rank() != 2)
    throw_invalid_value(type, "weight", "a matrix", "a weight of shape " + to_text(weight.shape()));
  const bool rows = mode == "rows";
  const std::int64_t count = weight.shape()[rows ? 0 : 1];
  const Value squares = ops::sum(ops::square(weight), {rows ? 1 : 0}, /*keepdims=*/true);
  const Value least = ops::fill_like(squares, 1e-14);
  const Value unit = weight * ops::reciprocal(ops::sqrt(ops::maximum(squares, least)));
  const Value cosines = ops::matmul(unit, unit, /*transpose_a=*/!rows, /*transpose_b=*/rows);
  const Value itself = ops::one_hot(ops::arange(weight.graph(), count), count);
  const Value others = ops::sum(ops::abs(cosines * (1.0 - itself)));
  const double pairs = static_cast<double>(count) * static_cast<double>(count - 1) / 2;
  return ops::scale(scope.hyper(*this, &OrthogonalRegularizer::factor),
                    others * (count > 1 ? 0.5 / pairs : 0.0));
}

}  // namespace occam::regularizers
