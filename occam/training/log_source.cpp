#include "occam/training/log_source.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/assign.h"
#include "occam/ops/variable.h"

namespace occam::training {

using graph::Value;

Accumulator accumulate(graph::Graph& graph, const std::string& path, const Value& batch_sum) {
  constexpr runtime::Role kRole = runtime::Role::kAccumulator;
  const Value total = ops::variable(graph, path, batch_sum.shape(), kRole);
  const std::size_t index = total.node().attributes.variable;
  if (batch_sum.is_scalar()) {
    ops::assign(total, total + batch_sum);
    return {index};
  }
  // Knuth's sum of two numbers and its error, the error added to the rest, both brought in order.
  const Value rest = ops::variable(graph, path + "/rest", batch_sum.shape(), kRole);
  const Value sum = total + batch_sum;
  const Value added = sum - total;
  const Value error = (total - (sum - added)) + (batch_sum - added);
  const Value low = rest + error;
  const Value high = sum + low;
  ops::assign(total, high);
  ops::assign(rest, low - (high - sum));
  return {index, rest.node().attributes.variable};
}

double weighted_mean(const Totals& totals) {
  const double weight = totals.sums[1][0];
  return weight == 0 ? 0 : totals.sums[0][0] / weight;
}

}  // namespace occam::training
