#include "occam/regularizers/group_l1.h"

#include <cmath>

#include "occam/ops/arithmetic.h"
#include "occam/ops/safe_sqrt.h"
#include "occam/ops/scale.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"

namespace occam::regularizers {

using graph::Value;

Value GroupL1::penalty(const ops::Scope& scope, const Value& weight) const {
  const Value squares = ops::square(weight);
  const std::int64_t rank = weight.shape().rank();
  Value of_groups;
  if (groups == "rows") {
    of_groups = rank < 2 ? ops::sum(squares) : ops::sum_columns(squares);
  } else {
    of_groups = rank < 1 ? squares : ops::sum_rows(squares);
  }
  // All groups of a weight have one size.
  const auto size = static_cast<double>(weight.shape().size() / of_groups.shape().size());
  return ops::scale(scope.hyper(*this, &GroupL1::l1),
                    ops::sum(ops::safe_sqrt(of_groups)) * std::sqrt(size));
}

}  // namespace occam::regularizers
