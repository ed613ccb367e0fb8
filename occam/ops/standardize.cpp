#include "occam/ops/standardize.h"

#include "occam/base/errors.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/matmul.h"
#include "occam/ops/reciprocal.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"

namespace occam::ops {
namespace {

using graph::Value;

Shape infer(const graph::Op&, const std::vector<Value>& inputs, const graph::Attributes&) {
  check_internal(inputs.size() == 4 && inputs[0].shape() == inputs[1].shape(),
                 "standardized of other shapes");
  return inputs[0].shape();
}

/// Written in closed form: taken through mean and variance it would need one more pass over the
/// data.
std::vector<Value> gradient(const Value& result, const Value& upstream) {
  const Value& inverse_deviation = result.node().inputs[2];
  const double rows = static_cast<double>(matrix_rows(result.shape()));
  const Value mean_upstream = sum_rows(upstream) / rows;
  const Value mean_product = sum_rows(upstream * result) / rows;
  return {Value{}, (upstream - mean_upstream - result * mean_product) * inverse_deviation, Value{},
          Value{}};
}

}  // namespace

/// Inputs: the normalised value, x, 1 / sqrt(variance + epsilon), epsilon. Passes the first
/// through; the gradient goes to x, by all ways at once.
const graph::Op standardized_op{.name = "standardized",
                                .kind = graph::Kind::kAlias,
                                .infer = infer,
                                .gradient = gradient,
                                .no_gradient_by = {"", "", "", "epsilon"}};

Standardized standardize(const Value& x, const Value& epsilon) {
  if (x.shape().rank() < 2)
    throw_invalid_value("standardize", "x", "rank >= 2", to_text(x.shape()));
  if (!epsilon.is_scalar())
    throw_invalid_value("standardize", "epsilon", "a scalar", to_text(epsilon.shape()));
  const double rows = static_cast<double>(matrix_rows(x.shape()));
  const Value mean = sum_rows(x) / rows;
  const Value centered = x - mean;
  const Value variance = sum_rows(square(centered)) / rows;
  const Value inverse_deviation = reciprocal(sqrt(variance + epsilon));
  const Value normalized = centered * inverse_deviation;
  return {x.graph().add(standardized_op, {normalized, x, inverse_deviation, epsilon}), mean,
          variance};
}

}  // namespace occam::ops
