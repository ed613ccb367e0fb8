#include "occam/ops/assign.h"

#include "occam/ops/elementwise.h"

namespace occam::ops {

const graph::Op assign_op{.name = "assign", .kind = graph::Kind::kAssign, .infer = same_shape};

void assign(const graph::Value& variable, const graph::Value& value) {
  elementwise(assign_op, {variable, value});
}

}  // namespace occam::ops
