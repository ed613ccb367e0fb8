#include "occam/layers/batch_normalization.h"

#include <utility>

#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/reciprocal.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"
#include "occam/ops/standardize.h"
#include "occam/ops/sum.h"
#include "occam/ops/transpose.h"

namespace occam::layers {

using graph::Value;

namespace {

/// As ops::standardize, of the rows that count. Source: Keras 3, BatchNormalization._moments.
ops::Standardized standardize_masked(const Value& input, const Value& mask, const Value& small) {
  constexpr double kNoRows = 1e-7;
  const Value counts = ops::broadcast_columns(mask, input.shape());
  const Value rows = ops::sum(mask) + kNoRows;
  const Value mean = ops::sum_rows(input * counts) / rows;
  const Value apart = input - mean;
  const Value variance = ops::sum_rows(ops::square(apart) * counts) / rows;
  return {apart * ops::reciprocal(ops::sqrt(variance + small)), mean, variance};
}

}  // namespace

Value BatchNormalization::build(const Scope& scope, const Value& input) const {
  const std::int64_t rank = input.shape().rank(), place = axis + (axis < 0 ? rank : 0);
  if (place < 1 || place >= rank) {
    throw_invalid_value(type, "axis",
                        "an axis of a sample, from 1 to " + std::to_string(rank - 1) +
                            " or negative from the end; 0 is the batch's",
                        std::to_string(static_cast<long long>(axis)));
  }
  if (place == rank - 1) return of_last_axis(scope, input);
  ops::Axes swapped = ops::all_axes(rank);
  std::swap(swapped[static_cast<std::size_t>(place)], swapped.back());
  return ops::transpose(of_last_axis(scope, ops::transpose(input, swapped)), swapped);
}

Value BatchNormalization::of_last_axis(const Scope& scope, const Value& input) const {
  const Shape features{input.shape().back()};
  Value gamma, beta;
  if (scale) {
    gamma = scope.add_weight({.name = "gamma",
                              .shape = features,
                              .initializer = gamma_initializer,
                              .regularizer = gamma_regularizer,
                              .constraint = gamma_constraint});
  }
  if (center) {
    beta = scope.add_weight({.name = "beta",
                             .shape = features,
                             .initializer = beta_initializer,
                             .regularizer = beta_regularizer,
                             .constraint = beta_constraint});
  }
  const Value moving_mean = scope.add_weight({.name = "moving_mean",
                                              .shape = features,
                                              .initializer = moving_mean_initializer,
                                              .trainable = false});
  const Value moving_variance = scope.add_weight({.name = "moving_variance",
                                                  .shape = features,
                                                  .initializer = moving_variance_initializer,
                                                  .trainable = false});
  const Value keep = scope.hyper(*this, &BatchNormalization::momentum);
  const Value small = scope.hyper(*this, &BatchNormalization::epsilon);
  const Value seen = scope.samples_seen();

  Value normalized;
  if (scope.training()) {
    if (input.shape().rank() == 2) scope.expect_several_samples();
    const Value mask = scope.mask_of(input);
    const ops::Standardized batch =
        mask ? standardize_masked(input, mask, small) : ops::standardize(input, small);
    normalized = batch.normalized;
    scope.update(moving_mean, moving_mean * keep + batch.mean * (1.0 - keep));
    scope.update(moving_variance, moving_variance * keep + batch.variance * (1.0 - keep));
  } else if (scope.estimates_statistics()) {
    // The mean and variance of all samples so far (Chan, Golub and LeVeque 1979, formula 1.5).
    const ops::Standardized batch = ops::standardize(input, small);
    normalized = batch.normalized;
    const double samples = static_cast<double>(input.shape()[0]);
    const Value share = samples / (seen + samples);
    const Value apart = batch.mean - moving_mean;
    scope.update(moving_mean, moving_mean + apart * share);
    scope.update(moving_variance, moving_variance + (batch.variance - moving_variance) * share +
                                      ops::square(apart) * (share * (1.0 - share)));
  } else {
    normalized = (input - moving_mean) * ops::reciprocal(ops::sqrt(moving_variance + small));
  }
  if (gamma) normalized = normalized * gamma;
  if (beta) normalized = normalized + beta;
  return normalized;
}

}  // namespace occam::layers
