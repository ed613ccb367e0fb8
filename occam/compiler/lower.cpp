#include "occam/compiler/lower.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "occam/base/errors.h"
#include "occam/base/round_up_64.h"
#include "occam/compiler/kernel_calls.h"
#include "occam/compiler/memory_plan.h"
#include "occam/compiler/tile_lowering.h"
#include "occam/compiler/update_calls.h"
#include "occam/graph/op_calls.h"

namespace occam::compiler {
namespace {

using graph::Graph;
using graph::Kind;
using graph::Node;
using graph::Value;
using runtime::Call;
using runtime::Operand;
using runtime::Region;

/// A call whose workspace operands still name pieces instead of offsets.
struct Draft {
  Call call;
  std::vector<CallOperand> operands;
};

class Lowering {
 public:
  Lowering(Graph& graph, const MatchedGroups& matched)
      : graph_(graph),
        matched_(matched),
        groups_(matched.groups),
        stored_(matched.stored),
        products_(products_of_updates(graph, matched)) {}

  runtime::Plan run(int advance) {
    for (std::size_t g = 0; g < groups_.groups.size(); ++g) {
      step_ = static_cast<int>(g);
      lower_group(groups_.groups[g]);
      for (const MatchedUpdate& update : matched_.updates[g]) lower_update(update);
    }
    if (advance >= 0) {
      const Variable& variable = graph_.layout()[static_cast<std::size_t>(advance)];
      add_call(advance_call(), {{Region::kState, -1, variable.offset}});
    }
    const int end = static_cast<int>(groups_.groups.size());
    for (const auto& [name, id] : graph_.outputs()) {
      const Value root = root_of(graph_.value(id));
      // What is read has to lie somewhere; other constants stand in the calls that use them.
      if (root.node().op->kind == Kind::kConstant && !pieces_of_.contains(root.id()))
        add_call(constant_call(root.node().attributes.number), {operand_of(root)});
      if (const auto found = pieces_of_.find(root.id()); found != pieces_of_.end()) {
        pieces_[static_cast<std::size_t>(found->second)].last = end;
      }
    }
    return finish();
  }

 private:
  using Variable = runtime::Variable;

  int new_piece(std::size_t bytes) {
    pieces_.push_back({bytes, step_, step_});
    return static_cast<int>(pieces_.size()) - 1;
  }

  /// Memory of a node's result: a variable, the batch, or a piece of workspace that lives at least
  /// until now.
  CallOperand operand_of(const Value& value) {
    const Value root = root_of(value);
    const Node& node = root.node();
    if (node.op->kind == Kind::kVariable) {
      return {Region::kState, -1, graph_.variable_of(root).offset};
    }
    if (node.op->kind == Kind::kInput) return {Region::kBatch, -1, batch_offset(root)};
    auto found = pieces_of_.find(root.id());
    if (found == pieces_of_.end()) {
      const std::size_t bytes =
          static_cast<std::size_t>(node.shape.size()) * (node.shape.rank() == 0 ? 8 : 4);
      found = pieces_of_.emplace(root.id(), new_piece(bytes)).first;
    }
    Lifetime& piece = pieces_[static_cast<std::size_t>(found->second)];
    piece.last = std::max(piece.last, step_);
    return {Region::kWorkspace, found->second, 0};
  }

  std::size_t batch_offset(const Value& input) {
    const auto found = inputs_.find(input.id());
    if (found != inputs_.end()) return found->second;
    const std::size_t offset = plan_.batch_bytes;
    plan_.batch_bytes += round_up_64(static_cast<std::size_t>(input.shape().size()) * 4);
    inputs_.emplace(input.id(), offset);
    return offset;
  }

  void add_call(Call call, std::vector<CallOperand> operands) {
    call.parallel = call.items > 1 && is_worth_sharing(call);
    drafts_.push_back({std::move(call), std::move(operands)});
  }

  void lower_group(const Group& group) {
    if (group.nodes.empty()) return;  // every reader computes its nodes for itself
    const Node& first = graph_[group.nodes[0]];
    switch (group.kind) {
      case Group::kScalar:
        lower_scalar(group);
        return;
      case Group::kKernel: {
        std::vector<CallOperand> operands;
        for (const Value& input : first.inputs) operands.push_back(operand_of(input));
        operands.push_back(operand_of(graph_.value(group.nodes[0])));
        graph::OpCalls calls = first.op->lower(first);
        need_scratch(calls.scratch_bytes);
        for (Call& call : calls.calls) add_call(std::move(call), operands);
        return;
      }
      case Group::kMatmul:
        lower_matmul(group);
        return;
      case Group::kTile: {
        TileLowering tile = lower_tile(graph_, groups_, step_, stored_,
                                       [this](const Value& v) { return operand_of(v); });
        const std::size_t partial_bytes = kernels::tile_program_partial_bytes(tile.program);
        if (partial_bytes > 0)
          tile.operands.push_back({Region::kWorkspace, new_piece(partial_bytes), 0});
        TileCalls calls = tile_calls(std::move(tile), partial_bytes > 0);
        need_scratch(calls.scratch_bytes);
        add_call(std::move(calls.run), calls.operands);
        if (partial_bytes > 0) add_call(std::move(calls.finish), calls.operands);
        return;
      }
    }
  }

  void lower_matmul(const Group& group) {
    if (products_.contains(group.nodes[0])) return;  // computed in the call of its update
    const Node& node = graph_[group.nodes[0]];
    std::vector<CallOperand> operands{operand_of(node.inputs[0]), operand_of(node.inputs[1]),
                                      operand_of(graph_.value(group.nodes[0]))};
    std::optional<TileLowering> epilogue;
    if (group.nodes.size() > 1) {
      epilogue = lower_tile(
          graph_, groups_, step_, stored_, [this](const Value& v) { return operand_of(v); },
          operands);
      operands = epilogue->operands;
    }
    MatmulCall call = matmul_call(node, std::move(epilogue));
    need_scratch(call.scratch_bytes);
    add_call(std::move(call.call), std::move(operands));
  }

  void lower_scalar(const Group& group) {
    ScalarLowering lowering =
        scalar_call(graph_, group, stored_, [this](const Value& v) { return operand_of(v); });
    add_call(std::move(lowering.call), std::move(lowering.operands));
  }

  void lower_update(const MatchedUpdate& update) {
    constexpr std::size_t kWeight = 0, kGradient = 1;  // WeightUpdate's operands
    std::vector<CallOperand> operands;
    const Value gradient = root_of(update.operands[kGradient]);
    const auto product = products_.find(gradient.id());
    UpdateCalls calls = product == products_.end() ? update_calls(update) : product->second;
    if (product != products_.end()) {
      for (const Value& input : gradient.node().inputs) operands.push_back(operand_of(input));
    }
    need_scratch(calls.scratch_bytes);
    for (std::size_t k = 0; k < update.operands.size(); ++k) {
      const bool is_read = k != kGradient || !calls.gradient_in_scratch;
      operands.push_back(operand_of(update.operands[is_read ? k : kWeight]));
    }
    if (calls.partial_bytes > 0)
      operands.push_back({Region::kWorkspace, new_piece(calls.partial_bytes), 0});
    add_call(std::move(calls.run), operands);
    if (calls.partial_bytes > 0) add_call(std::move(calls.finish), std::move(operands));
  }

  void need_scratch(std::size_t bytes) {
    plan_.scratch_bytes = std::max(plan_.scratch_bytes, round_up_64(bytes));
  }

  runtime::Plan finish() {
    // Every declared input has a place, also one that this plan does not read.
    for (int id = 0; id < graph_.size(); ++id) {
      if (graph_[id].op->kind != Kind::kInput) continue;
      const Value value = graph_.value(id);
      plan_.inputs.push_back(
          {graph_[id].attributes.name, {Region::kBatch, batch_offset(value)}, value.shape()});
    }
    const MemoryPlan memory = plan_memory(pieces_);
    plan_.workspace_bytes = memory.total_bytes;
    const auto resolve = [&](const CallOperand& operand) -> Operand {
      if (operand.piece < 0) return {operand.region, operand.offset};
      return {operand.region, memory.offsets[static_cast<std::size_t>(operand.piece)]};
    };
    for (const auto& [name, id] : graph_.outputs()) {
      const Value value = graph_.value(id);
      plan_.outputs.push_back({name, resolve(operand_of(value)), value.shape()});
    }
    for (Draft& draft : drafts_) {
      draft.call.first_operand = plan_.operands.size();
      draft.call.operand_count = draft.operands.size();
      for (const CallOperand& operand : draft.operands) plan_.operands.push_back(resolve(operand));
      plan_.calls.push_back(std::move(draft.call));
    }
    return std::move(plan_);
  }

  Graph& graph_;
  const MatchedGroups& matched_;
  const Groups& groups_;
  const std::vector<bool>& stored_;
  std::map<int, UpdateCalls> products_;
  runtime::Plan plan_;
  std::vector<Lifetime> pieces_;
  std::map<int, int> pieces_of_;
  std::map<int, std::size_t> inputs_;
  std::vector<Draft> drafts_;
  int step_ = 0;
};

}  // namespace

runtime::Plan lower(Graph& graph, const MatchedGroups& matched, int advance) {
  return Lowering(graph, matched).run(advance);
}

}  // namespace occam::compiler
