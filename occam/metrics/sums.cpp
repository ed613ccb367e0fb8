#include "occam/metrics/sums.h"

#include <utility>

#include "occam/losses/sample_weights.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/assign.h"
#include "occam/ops/constant.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/variable.h"

namespace occam::metrics {

using graph::Value;

double weighted_mean(const Totals& totals) {
  const double weight = totals.sums[1][0];
  return weight == 0 ? 0 : totals.sums[0][0] / weight;
}

Sums::Sums(graph::Graph& graph, std::string path, Value weights)
    : graph_(graph), path_(std::move(path)), weights_(weights) {}

Value Sums::weights_of(const Value& values) const {
  return weights_ ? losses::repeat_weights(weights_, values.shape()) : ops::fill_like(values, 1.0);
}

Value Sums::declare(const std::string& name, const Shape& shape) {
  const std::string path = variables_.empty() ? path_ : path_ + "/" + name;
  const Value variable = ops::variable(graph_, path, shape, runtime::Role::kAccumulator);
  variables_.push_back(variable.node().attributes.variable);
  return variable;
}

void Sums::add(const Value& batch_sum) {
  const std::string name = std::to_string(accumulators_.size());
  const Value total = declare(name, batch_sum.shape());
  Accumulator accumulator{total.node().attributes.variable};
  if (batch_sum.is_scalar()) {
    ops::assign(total, total + batch_sum);
  } else {
    // Knuth's sum of two numbers and its error, the error added to the rest, both brought in order.
    const Value rest = declare(name + "/rest", batch_sum.shape());
    accumulator.rest = rest.node().attributes.variable;
    const Value sum = total + batch_sum;
    const Value added = sum - total;
    const Value error = (total - (sum - added)) + (batch_sum - added);
    const Value low = rest + error;
    const Value high = sum + low;
    ops::assign(total, high);
    ops::assign(rest, low - (high - sum));
  }
  accumulators_.push_back(accumulator);
}

Value Sums::first(const Value& batch_value) {
  const std::string name = "first" + std::to_string(variables_.size());
  const Value begun = declare(name + "/begun", {}), kept = declare(name, batch_value.shape());
  const Value value = kept + (1.0 - begun) * batch_value;
  ops::assign(begun, ops::constant(graph_, 1.0));
  ops::assign(kept, value);
  return value;
}

}  // namespace occam::metrics
