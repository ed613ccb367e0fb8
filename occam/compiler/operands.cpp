#include "occam/compiler/operands.h"

#include "occam/compiler/group.h"

namespace occam::compiler {

using graph::Kind;
using graph::Value;

Operands operands_of(const graph::Node& node) {
  Operands operands;
  if (node.op->kind == Kind::kBroadcast) {  // one that is stored
    operands.repeated = {root_of(node.inputs[0])};
    return operands;
  }
  const bool kernel = node.op->kind == Kind::kMatmul || node.op->kind == Kind::kKernel;
  for (const Value& input : node.inputs) {
    const Value root = root_of(input);
    if (root.node().op->kind == Kind::kBroadcast && !kernel) {
      operands.repeated.push_back(root_of(root.node().inputs[0]));
    } else {
      operands.full.push_back(root);
    }
  }
  return operands;
}

}  // namespace occam::compiler
