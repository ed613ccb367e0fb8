#include "occam/metrics/root_mean_squared_error.h"

#include <cmath>

#include "occam/ops/arithmetic.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"

namespace occam::metrics {

void RootMeanSquaredError::update_state(Sums& sums, const graph::Value& target,
                                        const graph::Value& prediction) const {
  const graph::Value error = ops::square(target - prediction);
  const graph::Value weights = sums.weights_of(error);
  sums.add(ops::sum(error * weights));
  sums.add(ops::sum(weights));
}

double RootMeanSquaredError::result(const Totals& totals) const {
  return unit * std::sqrt(weighted_mean(totals));
}

}  // namespace occam::metrics
