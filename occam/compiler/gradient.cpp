#include "occam/compiler/gradient.h"

#include <map>

#include "occam/base/errors.h"
#include "occam/graph/order.h"
#include "occam/ops/add.h"
#include "occam/ops/constant.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/zero_gradient.h"

namespace occam::compiler {

using graph::Value;

namespace {

[[noreturn]] void refuse(const graph::Op& op, std::string_view by) {
  throw InvalidArgument(std::string(op.name) + ": no gradient by " + std::string(by) +
                        ". Expected a loss or penalty that reaches the weights through ops with a "
                        "gradient; ops::stop_gradient(x) takes x as a constant.");
}

/// What a gradient is taken by: a variable, or one node.
using Source = std::pair<bool, std::size_t>;

Source source_of(const Value& value) {
  const bool is_variable = value.node().op->kind == graph::Kind::kVariable;
  return {is_variable,
          is_variable ? value.node().attributes.variable : static_cast<std::size_t>(value.id())};
}

}  // namespace

std::vector<Value> gradient(const Value& loss, std::span<const Value> variables) {
  graph::Graph& graph = loss.graph();
  check_internal(loss.is_scalar(), "gradient of a value that is no scalar");
  const int count = loss.id() + 1;
  // Two nodes that read one variable are one variable. Nodes by source, in canonical order.
  std::map<Source, std::vector<int>> reads;
  for (const Value& variable : variables) reads[source_of(variable)];
  const int root = loss.id();
  const std::vector<int> order = graph::canonical_order(graph, {&root, 1});
  std::vector<bool> depends(static_cast<std::size_t>(count)), is_source(depends);
  for (const int id : order) {
    bool depend = false;
    if (const auto wanted = reads.find(source_of(graph.value(id))); wanted != reads.end()) {
      wanted->second.push_back(id);
      depends[static_cast<std::size_t>(id)] = is_source[static_cast<std::size_t>(id)] = true;
      continue;
    }
    for (const Value& input : graph[id].inputs) {
      depend = depend || depends[static_cast<std::size_t>(input.id())];
    }
    // What has no slope passes nothing on: an input without a gradient may stand behind it.
    depends[static_cast<std::size_t>(id)] = depend && graph[id].op->gradient != ops::zero_gradient;
  }

  std::vector<Value> gradients(static_cast<std::size_t>(count));
  gradients[static_cast<std::size_t>(loss.id())] = ops::constant(graph, 1.0);
  for (auto id = order.rbegin(); id != order.rend(); ++id) {
    const Value upstream = gradients[static_cast<std::size_t>(*id)];
    if (!upstream || !depends[static_cast<std::size_t>(*id)] ||
        is_source[static_cast<std::size_t>(*id)])
      continue;
    const graph::Op& op = *graph[*id].op;
    if (op.gradient == nullptr) refuse(op, "the values it reads");
    const std::vector<Value> by_input = op.gradient(graph.value(*id), upstream);
    check_internal(by_input.size() == graph[*id].inputs.size(),
                   "a gradient rule gave another number of gradients than its op has inputs");
    for (std::size_t i = 0; i < by_input.size(); ++i) {
      const Value& input = graph[*id].inputs[i];
      const auto slot = static_cast<std::size_t>(input.id());
      if (!depends[slot]) continue;
      if (i < op.no_gradient_by.size() && !op.no_gradient_by[i].empty())
        refuse(op, op.no_gradient_by[i]);
      if (!by_input[i]) continue;
      check_internal(by_input[i].shape() == input.shape(),
                     "a gradient rule gave another shape than its input's");
      gradients[slot] = gradients[slot] ? ops::add(gradients[slot], by_input[i]) : by_input[i];
    }
  }

  std::vector<Value> result;
  for (const Value& variable : variables) {
    Value total;
    for (const int id : reads.at(source_of(variable))) {
      const Value part = gradients[static_cast<std::size_t>(id)];
      if (part) total = total ? ops::add(total, part) : part;
    }
    result.push_back(total ? total : ops::fill_like(variable, 0.0));
  }
  return result;
}

}  // namespace occam::compiler
