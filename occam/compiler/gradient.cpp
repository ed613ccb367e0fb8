#include "occam/compiler/gradient.h"

#include <map>

#include "occam/base/errors.h"
#include "occam/graph/order.h"
#include "occam/ops/add.h"
#include "occam/ops/constant.h"
#include "occam/ops/fill_like.h"

namespace occam::compiler {

using graph::Value;

std::vector<Value> gradient(const Value& loss, std::span<const Value> variables) {
  graph::Graph& graph = loss.graph();
  check_internal(loss.is_scalar(), "gradient of a value that is no scalar");
  const int count = loss.id() + 1;
  // Two nodes that read one variable are one variable.
  std::map<std::size_t, std::vector<int>> reads;  // nodes by variable, in canonical order
  for (const Value& variable : variables) reads[variable.node().attributes.variable];
  const int root = loss.id();
  const std::vector<int> order = graph::canonical_order(graph, {&root, 1});
  std::vector<bool> depends(static_cast<std::size_t>(count));
  for (const int id : order) {
    bool depend = false;
    if (graph[id].op->kind == graph::Kind::kVariable) {
      const auto wanted = reads.find(graph[id].attributes.variable);
      if (wanted != reads.end()) {
        wanted->second.push_back(id);
        depend = true;
      }
    }
    for (const Value& input : graph[id].inputs) {
      depend = depend || depends[static_cast<std::size_t>(input.id())];
    }
    depends[static_cast<std::size_t>(id)] = depend;
  }

  std::vector<Value> gradients(static_cast<std::size_t>(count));
  gradients[static_cast<std::size_t>(loss.id())] = ops::constant(graph, 1.0);
  for (auto id = order.rbegin(); id != order.rend(); ++id) {
    const Value upstream = gradients[static_cast<std::size_t>(*id)];
    if (!upstream || !depends[static_cast<std::size_t>(*id)] || graph[*id].inputs.empty()) continue;
    const graph::Op& op = *graph[*id].op;
    if (op.gradient == nullptr) continue;  // sign, comparisons: zero almost everywhere
    const std::vector<Value> by_input = op.gradient(graph.value(*id), upstream);
    for (std::size_t i = 0; i < by_input.size(); ++i) {
      if (!by_input[i]) continue;
      const Value& input = graph[*id].inputs[i];
      const auto slot = static_cast<std::size_t>(input.id());
      if (!depends[slot]) continue;
      check_internal(by_input[i].shape() == input.shape(),
                     "a gradient rule gave another shape than its input's");
      gradients[slot] = gradients[slot] ? ops::add(gradients[slot], by_input[i]) : by_input[i];
    }
  }

  std::vector<Value> result;
  for (const Value& variable : variables) {
    Value total;
    for (const int id : reads.at(variable.node().attributes.variable)) {
      const Value part = gradients[static_cast<std::size_t>(id)];
      if (part) total = total ? ops::add(total, part) : part;
    }
    result.push_back(total ? total : ops::fill_like(variable, 0.0));
  }
  return result;
}

}  // namespace occam::compiler
