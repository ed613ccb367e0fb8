#include "occam/ops/assign.h"

#include "occam/base/errors.h"
#include "occam/ops/elementwise.h"

namespace occam::ops {

const graph::Op assign_op{.name = "assign", .kind = graph::Kind::kAssign, .infer = same_shape};

void assign(const graph::Value& variable, const graph::Value& value) {
  if (variable.node().op->kind != graph::Kind::kVariable)
    throw_invalid_value("assign", "variable", "a variable", variable.node().op->name);
  elementwise(assign_op, {variable, value});
}

}  // namespace occam::ops
