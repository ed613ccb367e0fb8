#include "occam/compiler/group_nodes.h"

#include <algorithm>

#include "occam/compiler/choose_group.h"

namespace occam::compiler {
namespace {

using graph::Graph;
using graph::Kind;
using graph::Node;
using graph::Value;

/// Of nodes that wait for one reader: it computes all of them, by recursion.
constexpr int kMostWaiting = 500;

class Grouping {
 public:
  explicit Grouping(Graph& graph) : graph_(graph), draft_(graph) {}

  Groups run() {
    for (int id = 0; id < graph_.size(); ++id) {
      const Node& node = graph_[id];
      if (node.op->kind == Kind::kBroadcast) {
        // A broadcast of a broadcast reads memory: the inner one is stored.
        const Value inner = root_of(node.inputs[0]);
        if (inner.node().op->kind == Kind::kBroadcast) need_memory(inner);
      } else if (node.op->kind != Kind::kAssign && !is_virtual(node)) {
        visit(id);
      }
    }
    for (const auto& [name, id] : graph_.outputs()) need_memory(graph_.value(id));
    // All readers of a variable have their group before one of them may assign it.
    for (int id = 0; id < graph_.size(); ++id) {
      if (graph_[id].op->kind == Kind::kAssign) need_result(root_of(graph_[id].inputs[1]).id());
    }
    return std::move(draft_).take();
  }

 private:
  void visit(int id) {
    const Node& node = graph_[id];
    if (node.op->kind == Kind::kElementwise && node.shape.rank() == 0) {
      place(id, scalar_group(id));
      return;
    }
    if (node.op->kind == Kind::kMatmul || node.op->kind == Kind::kKernel) {
      for (const Value& input : node.inputs) need_memory(input);
      const auto kind = node.op->kind == Kind::kMatmul ? Group::kMatmul : Group::kKernel;
      place(id, draft_.add_group(kind, domain_of(node.shape)));
      draft_.store(id);
      return;
    }
    if (node.op->kind == Kind::kElementwise && wait(id)) return;
    place(id, tile_group(id));
    if (node.op->kind == Kind::kReduce) draft_.store(id);
  }

  /// Lets a node wait that reads element by element only memory and nodes that wait.
  bool wait(int id) {
    const Operands& operands = draft_.operands(id);
    int weight = 1;
    for (const Value& value : operands.full) {
      if (!is_memory(value.node()) && !draft_.waits(value.id())) return false;
      weight += draft_.weight(value.id());
    }
    for (const Value& value : operands.repeated) weight += draft_.weight(value.id());
    if (weight > kMostWaiting) return false;
    draft_.set_weight(id, weight);
    return true;
  }

  int tile_group(int id) {
    const int g = choose_tile_group(draft_, id);
    if (g >= 0) return g;
    const Node& node = graph_[id];
    const bool reduces = node.op->kind == Kind::kReduce;
    return draft_.add_group(Group::kTile, domain_of(reduces ? node.inputs[0].shape() : node.shape));
  }

  int scalar_group(int id) {
    bool early = true;
    for (const Value& value : draft_.operands(id).full) {
      if (!is_memory(value.node())) early = early && draft_.is_early(draft_.home(value.id()));
    }
    const int g = choose_scalar_group(draft_, id, early);
    return g >= 0 ? g : draft_.add_group(Group::kScalar, {}, early);
  }

  /// Puts `id` into group g, with the operands that wait for it and those cheaper to compute again
  /// than to load.
  void place(int id, int g) {
    settle_beside(id, g);
    put(id, g);
  }

  /// Gives groups to what waits and g is to read: before g takes a node that they compute from,
  /// too, or they and g would wait for each other.
  void settle_beside(int id, int g) {
    if (draft_.contains(g, id)) return;
    for (const Value& value : draft_.operands(id).full) {
      if (!draft_.waits(value.id())) continue;
      if (draft_.has_domain(g, value)) {
        settle_beside(value.id(), g);
      } else {
        settle(value.id());
      }
    }
    for (const Value& value : draft_.operands(id).repeated) settle(value.id());
  }

  void put(int id, int g) {
    if (draft_.contains(g, id)) return;
    for (const Value& value : draft_.operands(id).full) {
      const int operand = value.id();
      if (draft_.waits(operand)) {
        draft_.set_weight(operand, 0);
        put(operand, g);
      } else if (!is_memory(value.node()) && !draft_.contains(g, operand) &&
                 can_recompute(operand, g)) {
        place(operand, g);
      }
      if (!draft_.contains(g, operand) || value.node().op->kind == Kind::kReduce)
        draft_.read(value, g);
    }
    for (const Value& value : draft_.operands(id).repeated) draft_.read(value, g);
    draft_.add(id, g);
  }

  /// A cheap node of another group whose own operands lie in memory anyway.
  bool can_recompute(int id, int g) {
    if (!is_cheap(graph_[id]) || draft_.is_stored(id) || draft_.group(g).kind == Group::kScalar ||
        !draft_.has_domain(g, graph_.value(id)))
      return false;
    for (const Value& value : draft_.operands(id).full) {
      const Kind kind = value.node().op->kind;
      const bool in_memory = is_memory(value.node()) || kind == Kind::kMatmul ||
                             kind == Kind::kKernel || draft_.is_stored(value.id());
      if (!in_memory && !draft_.contains(g, value.id())) return false;
    }
    return fits(draft_, id, g);
  }

  /// Gives a node that waits for a reader a group of its own.
  void settle(int id) {
    if (!draft_.waits(id)) return;
    draft_.set_weight(id, 0);
    place(id, draft_.add_group(Group::kTile, domain_of(graph_[id].shape)));
  }

  void need_memory(const Value& value) {
    const Value root = root_of(value);
    if (is_memory(root.node())) return;
    if (root.node().op->kind == Kind::kBroadcast && draft_.home(root.id()) < 0)
      place(root.id(), draft_.add_group(Group::kTile, domain_of(root.shape())));
    settle(root.id());
    draft_.store(root.id());
  }

  /// A node that nothing but an assignment reads is computed too.
  void need_result(int id) {
    if (!draft_.waits(id)) return;
    draft_.set_weight(id, 0);
    place(id, tile_group(id));
  }

  Graph& graph_;
  GroupDraft draft_;
};

}  // namespace

Groups group_nodes(Graph& graph) { return Grouping(graph).run(); }

}  // namespace occam::compiler
