#pragma once

#include <cstdint>
#include <unordered_set>
#include <vector>

#include "occam/compiler/group.h"
#include "occam/compiler/group_order.h"
#include "occam/compiler/operands.h"

namespace occam::compiler {

/// Groups in the making, and by node and group what the choice of the next one looks at.
class GroupDraft {
 public:
  explicit GroupDraft(graph::Graph& graph);

  graph::Graph& graph() const { return graph_; }
  const Operands& operands(int id) const { return operands_[static_cast<std::size_t>(id)]; }
  const Group& group(int g) const { return groups_.groups[static_cast<std::size_t>(g)]; }
  /// The group that first computes the node, or -1.
  int home(int id) const { return groups_.home[static_cast<std::size_t>(id)]; }
  /// Is the node computed in group g?
  bool contains(int g, int id) const { return computed_.contains(pair_of(g, id)); }
  /// False for an operand that reaches group g through a reshape.
  bool has_domain(int g, const graph::Value& value) const {
    return group(g).kind == Group::kScalar || domain_of(value.shape()) == group(g).domain();
  }
  /// Groups that compute the node; groups that read its memory, where a weight and what an
  /// optimizer keeps of it count as one: their sweeps belong together.
  const std::vector<int>& computed_in(int id) const {
    return computed_in_[static_cast<std::size_t>(id)];
  }
  const std::vector<int>& read_in(int id) const { return read_in_[owner(id)]; }
  /// Scalar groups, ascending, that wait for nothing but hyper-parameters, and the others.
  std::vector<int>& open_scalar_groups(bool early) { return open_[early ? 1 : 0]; }
  bool is_early(int g) const { return early_[static_cast<std::size_t>(g)]; }
  GroupOrder& order() { return order_; }

  int add_group(Group::Kind kind, const Domain& domain, bool early = false);
  void add(int id, int g);
  /// Group g reads memory: of a variable, of the batch, of another group.
  void read(const graph::Value& value, int g);

  /// A node lies in memory: something reads it from there.
  bool is_stored(int id) const { return stored_[static_cast<std::size_t>(id)]; }
  void store(int id) { stored_[static_cast<std::size_t>(id)] = true; }

  /// A node that waits for its first reader, with which it then is computed, weighs as many nodes
  /// as wait with it for that; any other weighs nothing.
  int weight(int id) const { return weight_[static_cast<std::size_t>(id)]; }
  void set_weight(int id, int weight) { weight_[static_cast<std::size_t>(id)] = weight; }
  bool waits(int id) const { return weight(id) > 0; }

  /// The groups with what they wait for.
  Groups take() &&;

 private:
  /// A node of the weight that the node's memory belongs to, or the node itself.
  std::size_t owner(int id) const {
    return static_cast<std::size_t>(owner_[static_cast<std::size_t>(id)]);
  }
  static std::uint64_t pair_of(int g, int id) {
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(g)) << 32 |
           static_cast<std::uint32_t>(id);
  }

  graph::Graph& graph_;
  Groups groups_;
  GroupOrder order_;
  std::vector<Operands> operands_;
  std::vector<std::vector<int>> computed_in_, read_in_;
  std::unordered_set<std::uint64_t> computed_, read_;  ///< pairs of a group and a node
  std::vector<bool> stored_, early_;
  std::vector<int> weight_, owner_;
  std::vector<int> open_[2];
};

}  // namespace occam::compiler
