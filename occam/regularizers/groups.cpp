#include "occam/regularizers/groups.h"

#include <cmath>

#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater.h"
#include "occam/ops/group_radius.h"
#include "occam/ops/matmul.h"
#include "occam/ops/reshape.h"
#include "occam/ops/safe_sqrt.h"
#include "occam/ops/select.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"
#include "occam/ops/transpose.h"

namespace occam::regularizers {
namespace {

using graph::Value;

Shape matrix_of(const Shape& shape) { return {ops::matrix_rows(shape), shape.back()}; }

}  // namespace

double root_of_group_size(const Shape& shape, const std::string& groups) {
  return std::sqrt(static_cast<double>(matrix_of(shape)[groups == "rows" ? 1 : 0]));
}

Value norms_of_groups(const Value& weight, const std::string& groups) {
  const Value squares = ops::reshape(ops::square(weight), matrix_of(weight.shape()));
  return ops::safe_sqrt(groups == "rows" ? ops::sum_columns(squares) : ops::sum_rows(squares));
}

Value shrunk_groups(const Value& point, const Value& limit, const Value& step,
                    const std::string& groups) {
  const bool by_rows = groups == "rows";
  const Shape shape = matrix_of(point.shape());
  const Value reach = ops::reshape(ops::broadcast_to(step * limit, point.shape()), shape);
  const Value matrix = ops::reshape(point, shape);
  Value norm;
  if (by_rows) {
    norm = ops::broadcast_columns(ops::group_radius(matrix, reach), shape);
  } else {
    const Value radius =
        ops::group_radius(ops::transpose(matrix, {1, 0}), ops::transpose(reach, {1, 0}));
    norm = ops::broadcast_to(radius, shape);
  }
  const Value zero = ops::fill_like(matrix, 0.0);
  const Value shrunk =
      ops::select(ops::greater(norm, zero), matrix * (norm / (norm + reach)), zero);
  return ops::reshape(shrunk, point.shape());
}

}  // namespace occam::regularizers
