#include "occam/losses/reduction.h"

#include <algorithm>

#include "occam/base/errors.h"
#include "occam/losses/sample_weights.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/constant.h"
#include "occam/ops/equal.h"
#include "occam/ops/maximum.h"
#include "occam/ops/stop_gradient.h"
#include "occam/ops/sum.h"

namespace occam::losses {
namespace {

using graph::Value;

double count_of(const Value& values) { return static_cast<double>(values.shape().size()); }

/// Values for each of `rows` where these are more.
Value for_each(const Value& values, const Value& rows) {
  if (!rows || values.shape().rank() >= rows.shape().rank()) return values;
  return values.is_scalar() ? ops::broadcast_scalar(values, rows.shape())
                            : repeat_weights(values, rows.shape());
}

Value times(const Value& values, const Value& factors) {
  return factors ? values * repeat_weights(factors, values.shape()) : values;
}

void check_mask(const Value& values, const Value& mask) {
  const Shape &own = values.shape(), &rows = mask.shape();
  const auto shared = std::min(own.rank(), rows.rank());
  if (std::equal(rows.begin(), rows.begin() + shared, own.begin())) return;
  throw InvalidArgument("compile: the loss has values of shape " + to_text(own) +
                        " and the output a mask of shape " + to_text(rows) +
                        ". Expected a value a step, or one a sample");
}

void check_weights(const Value& values, const Value& weights) {
  const Shape &own = values.shape(), &rows = weights.shape();
  if (rows.rank() <= own.rank() && std::equal(rows.begin(), rows.end(), own.begin())) return;
  throw InvalidArgument("sample_weight of shape " + to_text(rows) +
                        " for a loss that has values of shape " + to_text(own) +
                        ". Expected values of the samples");
}

/// The sum over that of the factors, 0 where these are all 0.
Value over_weights(const Value& values, const Value& factors) {
  const Value sum = ops::sum(factors);
  return ops::sum(values) / (sum + ops::equal(sum, ops::constant(sum.graph(), 0.0)));
}

}  // namespace

Value weighted(const Value& values, const Value& weights, const Value& mask) {
  if (mask) check_mask(values, mask);
  const Value own = values.is_scalar() ? for_each(values, weights) : values;
  if (weights) check_weights(own, weights);
  return times(for_each(times(own, weights), mask), mask);
}

Value reduced(LossReduction reduction, const Value& values, const Value& weights,
              const Value& mask) {
  const Value counted = weighted(values, weights, mask);
  const Value sum = ops::sum(counted);
  switch (reduction) {
    case LossReduction::kSum:
      return sum;
    case LossReduction::kNone: {
      const Value mean = sum / count_of(counted);
      const Value rest = sum - mean;
      return mean + (rest - ops::stop_gradient(rest));
    }
    case LossReduction::kMeanWithSampleWeight: {
      if (!weights) break;  // as the mean
      const Value factors = times(repeat_weights(weights, counted.shape()), mask);
      return over_weights(counted, factors);
    }
    case LossReduction::kSumOverBatchSize:
    case LossReduction::kMean:
      break;
  }
  if (!mask) return sum / count_of(counted);
  const double repeated = count_of(counted) / count_of(mask);
  return sum / (ops::maximum(ops::sum(mask), ops::constant(mask.graph(), 1.0)) * repeated);
}

}  // namespace occam::losses
