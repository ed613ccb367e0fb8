#include "occam/compiler/place_assignments.h"

#include <map>
#include <set>

#include "occam/compiler/group_order.h"
#include "occam/compiler/operands.h"

namespace occam::compiler {
namespace {

using graph::Graph;
using graph::Kind;
using graph::Node;
using graph::Value;

class Placing {
 public:
  Placing(Graph& graph, Groups groups)
      : graph_(graph), groups_(std::move(groups)), order_(groups_) {
    for (std::size_t g = 0; g < groups_.groups.size(); ++g) {
      for (const int id : groups_.groups[g].nodes) {
        const Operands operands = operands_of(graph_[id]);
        for (const Value& value : operands.full) note_reader(value, static_cast<int>(g));
        for (const Value& value : operands.repeated) note_reader(value, static_cast<int>(g));
      }
    }
  }

  Groups run() {
    for (int id = 0; id < graph_.size(); ++id) {
      if (graph_[id].op->kind == Kind::kAssign) assign(id);
    }
    return std::move(groups_);
  }

 private:
  int& home(int id) { return groups_.home[static_cast<std::size_t>(id)]; }
  Group& group(int g) { return groups_.groups[static_cast<std::size_t>(g)]; }

  void note_reader(const Value& value, int g) {
    if (value.node().op->kind == Kind::kVariable)
      readers_[value.node().attributes.variable].insert(g);
  }

  void depend(int g, int other) {
    if (g == other) return;
    order_.depend(g, other);
    group(g).depends.insert(other);
  }

  void assign(int id) {
    const Node& node = graph_[id];
    const std::size_t variable = node.inputs[0].node().attributes.variable;
    const Value value = root_of(node.inputs[1]);
    const int producer = value.node().op->kind == Kind::kElementwise ? home(value.id()) : -1;
    const int g =
        producer >= 0 && can_assign(variable, producer) ? producer : new_group(node.shape);
    if (g != producer) read(value, g);
    for (const int reader : readers_[variable]) depend(g, reader);
    assigned_in_[variable] = g;
    home(id) = g;
    group(g).nodes.push_back(id);
  }

  int new_group(const Shape& shape) {
    Group fresh;
    fresh.kind = shape.rank() == 0 ? Group::kScalar : Group::kTile;
    const Domain domain = shape.rank() == 0 ? Domain{} : domain_of(shape);
    fresh.rows = domain.rows;
    fresh.cols = domain.cols;
    groups_.groups.push_back(std::move(fresh));
    return order_.add();
  }

  bool can_assign(std::size_t variable, int g) {
    if (group(g).is_full()) return false;
    for (const int reader : readers_[variable]) {
      if (reader != g && order_.reaches(reader, g)) return false;
    }
    if (group(g).kind != Group::kMatmul) return true;
    // The product itself must not read it.
    for (const Value& input : graph_[group(g).nodes[0]].inputs) {
      const Node& root = root_of(input).node();
      if (root.op->kind == Kind::kVariable && root.attributes.variable == variable) return false;
    }
    return true;
  }

  /// A group that does nothing but copy `value` reads it.
  void read(Value value, int g) {
    if (value.node().op->kind == Kind::kBroadcast && home(value.id()) < 0)
      value = root_of(value.node().inputs[0]);
    note_reader(value, g);
    if (value.node().op->kind == Kind::kVariable) {
      const auto assigned = assigned_in_.find(value.node().attributes.variable);
      if (assigned != assigned_in_.end()) depend(assigned->second, g);
    } else if (!is_memory(value.node())) {
      depend(g, home(value.id()));
    }
  }

  Graph& graph_;
  Groups groups_;
  GroupOrder order_;
  std::map<std::size_t, std::set<int>> readers_;  ///< by variable
  std::map<std::size_t, int> assigned_in_;        ///< by variable
};

}  // namespace

Groups place_assignments(Graph& graph, Groups groups) {
  return Placing(graph, std::move(groups)).run();
}

}  // namespace occam::compiler
