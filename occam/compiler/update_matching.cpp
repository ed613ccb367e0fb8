#include "occam/compiler/update_matching.h"

#include <algorithm>

#include "occam/compiler/update_pattern.h"
#include "occam/ops/abs.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"

namespace occam::compiler {
namespace {

using graph::Graph;
using graph::Kind;
using graph::Node;
using graph::Op;
using graph::Value;
using kernels::WeightUpdate;

/// Takes updates out of one group.
class GroupMatcher {
 public:
  GroupMatcher(Graph& graph, MatchedGroups& matched, int index)
      : graph_(graph),
        matched_(matched),
        index_(index),
        group_(matched.groups.groups[static_cast<std::size_t>(index)]),
        is_flat_(runs_flat()) {}

  void run() {
    const std::vector<int> nodes = group_.nodes;
    for (const int id : nodes) {
      if (graph_[id].op->kind != Kind::kAssign || !holds(group_.nodes, id)) continue;
      // A penalty's term that something else reads too stays a part of the gradient.
      if (!match(id, true)) match(id, false);
    }
  }

 private:
  bool match(int assignment, bool peel) {
    std::optional<UpdatePattern> pattern = read_update(graph_, group_.nodes, assignment, peel);
    if (!pattern || !can_read(root_of(pattern->gradient)) || !is_private(pattern->nodes))
      return false;
    MatchedUpdate update{pattern->kernel, {pattern->weight, root_of(pattern->gradient)}};
    const auto add = [&](const std::vector<Value>& values) {
      update.operands.insert(update.operands.end(), values.begin(), values.end());
    };
    add(pattern->slots);
    add(pattern->numbers);
    if (update.kernel.has_l1()) add({pattern->l1});
    if (update.kernel.has_l2()) add({pattern->l2});
    if (update.kernel.decays) add({pattern->decay});
    if (const Value sum = take_sum(ops::abs_op, *pattern)) {
      update.kernel.sum_abs = true;
      add({sum});
    }
    if (const Value sum = take_sum(ops::square_op, *pattern)) {
      update.kernel.sum_square = true;
      add({sum});
    }
    matched_.stored[static_cast<std::size_t>(update.operands[1].id())] = true;
    std::erase_if(group_.nodes, [&](int id) { return holds(pattern->nodes, id); });
    matched_.updates[static_cast<std::size_t>(index_)].push_back(std::move(update));
    return true;
  }

  /// Will the gradient lie in memory when the rest of the group has run, and stay as it is?
  bool can_read(const Value& gradient) const {
    const Node& node = gradient.node();
    if (node.shape.rank() == 0) return false;
    switch (node.op->kind) {
      case Kind::kElementwise:  // one that this group computes a second time is not stored here
        return !holds(group_.nodes, gradient.id()) || is_home(gradient.id());
      case Kind::kInput:
      case Kind::kMatmul:
      case Kind::kReduce:
      case Kind::kKernel:
        return true;
      default:
        return false;
    }
  }

  bool is_home(int id) const {
    return matched_.groups.home[static_cast<std::size_t>(id)] == index_;
  }

  /// Does nothing outside of `nodes` read one of them?
  bool is_private(const std::vector<int>& nodes) const {
    for (const int id : nodes) {
      const Kind kind = graph_[id].op->kind;
      if (kind == Kind::kElementwise && matched_.stored[static_cast<std::size_t>(id)] &&
          is_home(id))
        return false;
    }
    for (const int id : group_.nodes) {
      if (holds(nodes, id)) continue;
      for (const Value& input : graph_[id].inputs) {
        if (holds(nodes, root_of(input).id())) return false;
      }
    }
    return true;
  }

  /// The sum over `op` of the weight, which then is a part of the update; else an empty value. The
  /// kernel adds as a flat tile program does.
  Value take_sum(const Op& op, UpdatePattern& pattern) {
    if (!is_flat_) return {};
    for (const int id : group_.nodes) {
      if (graph_[id].op != &ops::sum_op) continue;
      const Value term = root_of(graph_[id].inputs[0]);
      if (term.node().op != &op || !holds(group_.nodes, term.id())) continue;
      const Node& read = root_of(term.node().inputs[0]).node();
      if (read.op->kind != Kind::kVariable ||
          read.attributes.variable != pattern.weight.node().attributes.variable)
        continue;
      std::vector<int> more = pattern.nodes;
      more.insert(more.end(), {term.id(), id});
      if (!is_private(more)) continue;
      pattern.nodes = std::move(more);
      return graph_.value(id);
    }
    return {};
  }

  /// Does the tile program of the whole group run over one long row (TileWriter::flatten)?
  bool runs_flat() const {
    if (group_.rows == 1) return true;
    for (const int id : group_.nodes) {
      const Node& node = graph_[id];
      if (node.op->kind == Kind::kReduce && node.op != &ops::sum_op) return false;
      if (node.op == &ops::broadcast_rows_op || node.op == &ops::broadcast_columns_op) return false;
      for (const Value& input : node.inputs) {
        const Op* op = root_of(input).node().op;
        if (op == &ops::broadcast_rows_op || op == &ops::broadcast_columns_op) return false;
      }
    }
    return true;
  }

  Graph& graph_;
  MatchedGroups& matched_;
  int index_;
  Group& group_;
  bool is_flat_;
};

}  // namespace

MatchedGroups match_updates(Graph& graph, Groups groups, bool enabled) {
  MatchedGroups matched;
  matched.stored = stored_nodes(graph, groups);
  matched.groups = std::move(groups);
  const std::size_t count = matched.groups.groups.size();
  matched.updates.resize(count);
  for (std::size_t g = 0; enabled && g < count; ++g) {
    const Group::Kind kind = matched.groups.groups[g].kind;
    if (kind == Group::kTile || kind == Group::kMatmul)
      GroupMatcher(graph, matched, static_cast<int>(g)).run();
  }
  return matched;
}

std::string to_text(const MatchedUpdate& update) {
  static constexpr const char* kRules[] = {"sgd", "nesterov sgd", "adam"};
  static_assert(std::size(kRules) == kernels::WeightUpdate::kRules);
  std::string text = kRules[update.kernel.rule];
  const char* separator = " ";
  for (const std::int64_t dim : update.operands[0].shape().dims()) {
    text += separator + std::to_string(dim);
    separator = "x";
  }
  if (update.kernel.soft) text += ", soft threshold";
  if (update.kernel.has_l1()) text += " + l1";
  if (update.kernel.has_l2()) text += " + l2";
  if (update.kernel.decays) text += ", decay";
  if (update.kernel.sum_abs) text += ", sum |w|";
  if (update.kernel.sum_square) text += ", sum w^2";
  return text;
}

std::string to_text(const MatchedGroups& matched) {
  std::string text;
  for (std::size_t g = 0; g < matched.updates.size(); ++g) {
    for (const MatchedUpdate& update : matched.updates[g])
      text += "group " + std::to_string(g) + ": " + to_text(update) + "\n";
  }
  return text;
}

}  // namespace occam::compiler
