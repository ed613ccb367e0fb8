#include "occam/optimizers/sam.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"

namespace occam::optimizers {

using graph::Value;

std::vector<Value> SAM::perturbed(const ops::Scope& scope, const std::vector<Value>& weights,
                                  const std::vector<Value>& gradients) const {
  if (weights.empty()) return {};
  Value squares;
  for (const Value& gradient : gradients) {
    const Value own = ops::sum(ops::square(gradient));
    squares = squares ? squares + own : own;
  }
  // Where there is no slope there is no way to go: a norm of 0 leaves the weights where they are.
  const Value length = scope.hyper(*this, &SAM::rho) / (ops::sqrt(squares) + 1e-12);
  std::vector<Value> result;
  for (std::size_t i = 0; i < weights.size(); ++i)
    result.push_back(weights[i] + gradients[i] * length);
  return result;
}

}  // namespace occam::optimizers
