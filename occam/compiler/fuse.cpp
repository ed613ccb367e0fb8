#include "occam/compiler/fuse.h"

#include <algorithm>
#include <map>

#include "occam/base/errors.h"
#include "occam/ops/matmul.h"

namespace occam::compiler {
namespace {

using graph::Graph;
using graph::Kind;
using graph::Node;
using graph::Value;

struct Domain {
  std::int64_t rows = 1, cols = 1;
  bool operator==(const Domain&) const = default;
};

Domain domain_of(const Shape& shape) { return {ops::matrix_rows(shape), shape.back()}; }

/// Worth computing twice rather than storing and loading.
bool is_cheap(const Node& node) {
  using enum kernels::ElementwiseOp;
  if (node.op->kind != Kind::kElementwise) return false;
  switch (node.op->elementwise) {
    case kNegate:
    case kAbs:
    case kSign:
    case kSquare:
    case kRelu:
    case kAdd:
    case kSubtract:
    case kMultiply:
    case kMaximum:
    case kMinimum:
    case kScale:
    case kGreater:
    case kGreaterEqual:
    case kEqual:
    case kSelect:
      return true;
    default:
      return false;
  }
}

class Fuser {
 public:
  explicit Fuser(Graph& graph) : graph_(graph), size_(static_cast<std::size_t>(graph.size())) {
    result_.home.assign(size_, -1);
    stored_.assign(size_, false);
    floating_.assign(size_, false);
  }

  Groups run() {
    std::vector<int> assignments;
    for (int id = 0; id < graph_.size(); ++id) {
      const Node& node = graph_[id];
      if (node.op->kind == Kind::kAssign) {
        assignments.push_back(id);
      } else if (node.op->kind == Kind::kBroadcast) {
        // A broadcast of a broadcast reads memory: the inner one is stored.
        const Value inner = root_of(node.inputs[0]);
        if (inner.node().op->kind == Kind::kBroadcast) need_memory(inner);
      } else if (!is_virtual(node)) {
        visit(id);
      }
    }
    for (const auto& [name, id] : graph_.outputs()) need_memory(graph_.value(id));
    // All readers of a variable have their group before one of them may assign it.
    for (const int id : assignments) place_assigned(root_of(graph_[id].inputs[1]));
    for (const int id : assignments) assign(id);
    drop_unread();
    sort_groups();
    return std::move(result_);
  }

 private:
  int& home(int id) { return result_.home[static_cast<std::size_t>(id)]; }
  Group& group(int g) { return result_.groups[static_cast<std::size_t>(g)]; }

  /// Operands of a node: what it reads element by element, and what it reads through a broadcast.
  struct Operands {
    std::vector<Value> full, repeated;
  };

  Operands operands_of(const Node& node) const {
    Operands operands;
    for (const Value& input : node.inputs) {
      const Value root = root_of(input);
      if (root.node().op->kind == Kind::kBroadcast && node.op->kind != Kind::kMatmul &&
          node.op->kind != Kind::kKernel) {
        operands.repeated.push_back(root_of(root.node().inputs[0]));
      } else {
        operands.full.push_back(root);
      }
    }
    if (node.op->kind == Kind::kBroadcast) {  // a broadcast that is stored reads its input repeated
      operands.repeated = std::move(operands.full);
      operands.full.clear();
    }
    return operands;
  }

  /// False for an operand that reaches group g through a reshape.
  bool has_domain(const Value& value, int g) const {
    const Group& target = result_.groups[static_cast<std::size_t>(g)];
    return target.kind == Group::kScalar ||
           domain_of(value.shape()) == Domain{target.rows, target.cols};
  }

  /// True when group `from` must run after group `target`.
  bool reaches(int from, int target) const {
    if (from == target) return true;
    for (const int next : result_.groups[static_cast<std::size_t>(from)].depends) {
      if (reaches(next, target)) return true;
    }
    return false;
  }

  bool contains(int g, int id) const {
    const auto& nodes = result_.groups[static_cast<std::size_t>(g)].nodes;
    return std::find(nodes.begin(), nodes.end(), id) != nodes.end();
  }

  /// May `id` (whose floating operands would come along) be computed in group g?
  bool fits(int id, int g) {
    const Node& node = graph_[id];
    const Operands operands = operands_of(node);
    for (const Value& value : operands.full) {
      if (is_memory(value.node())) {
        if (!may_read(value, g)) return false;
      } else if (floating_[static_cast<std::size_t>(value.id())]) {
        if (has_domain(value, g) && !fits(value.id(), g)) return false;
      } else if (!contains(g, value.id()) || graph_[value.id()].op->kind == Kind::kReduce) {
        if (reaches(home(value.id()), g)) return false;
      }
    }
    for (const Value& value : operands.repeated) {
      if (is_memory(value.node())) {
        if (!may_read(value, g)) return false;
      } else if (floating_[static_cast<std::size_t>(value.id())] || reaches(home(value.id()), g)) {
        return false;
      }
    }
    return true;
  }

  /// A variable that is already assigned in group h can still be read in g when g can run before h.
  bool may_read(const Value& value, int g) const {
    if (value.node().op->kind != Kind::kVariable) return true;
    const auto found = assigned_in_.find(value.node().attributes.variable);
    return found == assigned_in_.end() || found->second == g || !reaches(g, found->second);
  }

  void note_read(const Value& value, int g) {
    if (value.node().op->kind == Kind::kVariable) {
      const std::size_t variable = value.node().attributes.variable;
      readers_[variable].insert(g);
      if (const auto found = assigned_in_.find(variable);
          found != assigned_in_.end() && found->second != g) {
        group(found->second).depends.insert(g);
      }
    } else if (!is_memory(value.node())) {
      if (home(value.id()) != g) group(g).depends.insert(home(value.id()));
      stored_[static_cast<std::size_t>(value.id())] = true;
    }
    if (value.id() >= 0) reads_[g].insert(value.id());
  }

  /// Puts `id` into group g, with its floating operands and those cheaper to compute again than to
  /// load.
  void place(int id, int g) {
    if (contains(g, id)) return;
    const Node& node = graph_[id];
    const Operands operands = operands_of(node);
    for (const Value& value : operands.full) {
      const auto index = static_cast<std::size_t>(value.id());
      if (floating_[index] && has_domain(value, g)) {
        floating_[index] = false;
        place(value.id(), g);
      } else if (floating_[index]) {
        settle(value.id());
      } else if (!is_memory(value.node()) && !contains(g, value.id()) &&
                 can_recompute(value.id(), g)) {
        place(value.id(), g);
      }
      if (!contains(g, value.id()) || value.node().op->kind == Kind::kReduce) note_read(value, g);
    }
    for (const Value& value : operands.repeated) {
      if (!is_memory(value.node())) settle(value.id());
      note_read(value, g);
    }
    if (home(id) < 0) home(id) = g;
    group(g).nodes.push_back(id);
  }

  /// A cheap node of another group whose own operands lie in memory anyway.
  bool can_recompute(int id, int g) {
    const Node& node = graph_[id];
    if (!is_cheap(node) || !has_domain(graph_.value(id), g) ||
        stored_[static_cast<std::size_t>(id)] || group(g).kind == Group::kScalar)
      return false;
    const Operands operands = operands_of(node);
    for (const Value& value : operands.full) {
      const bool in_memory = is_memory(value.node()) || value.node().op->kind == Kind::kMatmul ||
                             value.node().op->kind == Kind::kKernel ||
                             stored_[static_cast<std::size_t>(value.id())];
      if (!in_memory && !contains(g, value.id())) return false;
    }
    return fits(id, g);
  }

  /// Gives a node that waits for a reader a group of its own.
  void settle(int id) {
    const auto index = static_cast<std::size_t>(id);
    if (!floating_[index]) return;
    floating_[index] = false;
    place(id, new_group(Group::kTile, domain_of(graph_[id].shape)));
  }

  void need_memory(const Value& value) {
    const Value root = root_of(value);
    if (is_memory(root.node())) return;
    if (root.node().op->kind == Kind::kBroadcast && home(root.id()) < 0) {
      place(root.id(), new_group(Group::kTile, domain_of(root.shape())));
    }
    settle(root.id());
    stored_[static_cast<std::size_t>(root.id())] = true;
  }

  int new_group(Group::Kind kind, Domain domain) {
    Group fresh;
    fresh.kind = kind;
    fresh.rows = domain.rows;
    fresh.cols = domain.cols;
    result_.groups.push_back(std::move(fresh));
    return static_cast<int>(result_.groups.size()) - 1;
  }

  void visit(int id) {
    const Node& node = graph_[id];
    if (node.op->kind == Kind::kElementwise && node.shape.rank() == 0) {
      place(id, scalar_group(id));
      return;
    }
    if (node.op->kind == Kind::kMatmul || node.op->kind == Kind::kKernel) {
      for (const Value& input : node.inputs) need_memory(input);
      place(id, new_group(node.op->kind == Kind::kMatmul ? Group::kMatmul : Group::kKernel,
                          domain_of(node.shape)));
      stored_[static_cast<std::size_t>(id)] = true;
      return;
    }
    if (node.op->kind == Kind::kElementwise && reads_only_memory(node)) {
      floating_[static_cast<std::size_t>(id)] = true;
      return;
    }
    place(id, tile_group(id));
    if (node.op->kind == Kind::kReduce) stored_[static_cast<std::size_t>(id)] = true;
  }

  bool reads_only_memory(const Node& node) const {
    for (const Value& value : operands_of(node).full) {
      if (!is_memory(value.node()) && !floating_[static_cast<std::size_t>(value.id())])
        return false;
    }
    return true;
  }

  /// Scalars of hyper-parameters alone stand in a group of their own, at the start of the step: in
  /// one with sums they would make everything wait for these.
  int scalar_group(int id) {
    bool early = true;
    for (const Value& input : graph_[id].inputs) {
      const Value value = root_of(input);
      if (!is_memory(value.node())) early = early && early_.count(home(value.id())) > 0;
    }
    for (int g = 0; g < static_cast<int>(result_.groups.size()); ++g) {
      if (group(g).kind == Group::kScalar && (early_.count(g) > 0) == early &&
          group(g).nodes.size() < 200 && fits_scalar(id, g)) {
        return g;
      }
    }
    const int g = new_group(Group::kScalar, {});
    if (early) early_.insert(g);
    return g;
  }

  bool fits_scalar(int id, int g) {
    for (const Value& input : graph_[id].inputs) {
      const Value value = root_of(input);
      if (is_memory(value.node())) {
        if (!may_read(value, g)) return false;
      } else if (home(value.id()) != g && reaches(home(value.id()), g)) {
        return false;
      }
    }
    return true;
  }

  /// Operands, and the operands of those that would come along or be computed again.
  void collect_full(const Node& node, std::vector<Value>& values, int depth = 0) const {
    for (const Value& value : operands_of(node).full) {
      values.push_back(value);
      const bool again =
          depth < 3 && is_cheap(value.node()) && !stored_[static_cast<std::size_t>(value.id())];
      if (floating_[static_cast<std::size_t>(value.id())] || again)
        collect_full(value.node(), values, depth + 1);
    }
  }

  /// The best group that may compute `id`, or a new one.
  int tile_group(int id) {
    const Node& node = graph_[id];
    const bool reduces = node.op->kind == Kind::kReduce;
    const Domain domain = domain_of(reduces ? node.inputs[0].shape() : node.shape);
    std::vector<Value> values;
    collect_full(node, values);
    int best = -1;
    double best_score = 0;
    for (int g = 0; g < static_cast<int>(result_.groups.size()); ++g) {
      const Group& candidate = group(g);
      if (Domain{candidate.rows, candidate.cols} != domain) continue;
      if (candidate.kind != Group::kTile && (candidate.kind != Group::kMatmul || reduces)) continue;
      double score = 0;
      for (const Value& value : values) {
        if (contains(g, value.id())) score = std::max(score, 2.0);
        if (reads_[g].count(value.id()) > 0 && candidate.kind == Group::kTile) {
          // The sweep over a weight is one: penalty value, gradient and update meet where it is
          // read.
          score = std::max(score, value.node().op->kind == Kind::kVariable ? 3.0 : 1.0);
        }
      }
      if (score == 0 || score < best_score || !fits(id, g)) continue;
      best = g;  // of equals the latest
      best_score = score;
    }
    return best >= 0 ? best : new_group(Group::kTile, domain);
  }

  void place_assigned(const Value& value) {
    const auto index = static_cast<std::size_t>(value.id());
    if (!floating_[index]) return;
    floating_[index] = false;
    place(value.id(), tile_group(value.id()));
  }

  /// An assignment joins the group that computes its value when every other reader of the variable
  /// can run before.
  void assign(int id) {
    const Node& node = graph_[id];
    const Value target = node.inputs[0];
    const Value value = root_of(node.inputs[1]);
    const std::size_t variable = target.node().attributes.variable;
    const bool scalar = node.shape.rank() == 0;
    int g = -1;
    const int producer = is_virtual(value.node()) ? -1 : home(value.id());
    const bool fused_value = producer >= 0 && (value.node().op->kind == Kind::kElementwise);
    if (fused_value && can_assign(variable, producer)) g = producer;
    if (g < 0)
      g = new_group(scalar ? Group::kScalar : Group::kTile,
                    scalar ? Domain{} : domain_of(node.shape));
    if (g != producer) note_read(value, g);
    for (const int reader : readers_[variable]) {
      if (reader != g) group(g).depends.insert(reader);
    }
    assigned_in_[variable] = g;
    home(id) = g;
    group(g).nodes.push_back(id);
  }

  bool can_assign(std::size_t variable, int g) {
    for (const int reader : readers_[variable]) {
      if (reader != g && reaches(reader, g)) return false;
    }
    if (group(g).kind != Group::kMatmul) return true;
    for (const Value& input :
         graph_[group(g).nodes[0]].inputs) {  // the product itself must not read it
      const Node& root = root_of(input).node();
      if (root.op->kind == Kind::kVariable && root.attributes.variable == variable) return false;
    }
    return true;
  }

  /// Removes nodes that every reader computes for itself.
  void drop_unread() {
    const std::vector<bool> stored = stored_nodes(graph_, result_);
    for (std::size_t g = 0; g < result_.groups.size(); ++g) {
      std::vector<int>& nodes = result_.groups[g].nodes;
      std::set<int> read;
      std::vector<int> kept;
      for (auto id = nodes.rbegin(); id != nodes.rend(); ++id) {
        const Node& node = graph_[*id];
        const bool fused = node.op->kind == Kind::kElementwise || node.op->kind == Kind::kBroadcast;
        const bool stores =
            stored[static_cast<std::size_t>(*id)] && home(*id) == static_cast<int>(g);
        if (fused && !stores && read.count(*id) == 0) continue;
        kept.push_back(*id);
        for (const Value& input : node.inputs) read.insert(root_of(input).id());
      }
      nodes.assign(kept.rbegin(), kept.rend());
    }
  }

  void sort_groups() {
    const std::size_t count = result_.groups.size();
    std::vector<int> order, position(count, -1);
    while (order.size() < count) {
      const std::size_t before = order.size();
      for (std::size_t g = 0; g < count; ++g) {
        if (position[g] >= 0) continue;
        const auto& depends = result_.groups[g].depends;
        const bool ready = std::all_of(depends.begin(), depends.end(), [&](int d) {
          return position[static_cast<std::size_t>(d)] >= 0;
        });
        if (!ready) continue;
        position[g] = static_cast<int>(order.size());
        order.push_back(static_cast<int>(g));
      }
      check_internal(order.size() > before, "fused groups wait for each other");
    }
    std::vector<Group> sorted;
    for (const int g : order) {
      Group moved = std::move(group(g));
      std::set<int> depends;
      for (const int d : moved.depends) depends.insert(position[static_cast<std::size_t>(d)]);
      moved.depends = std::move(depends);
      sorted.push_back(std::move(moved));
    }
    for (int& g : result_.home) {
      if (g >= 0) g = position[static_cast<std::size_t>(g)];
    }
    result_.groups = std::move(sorted);
  }

  Graph& graph_;
  std::size_t size_;
  Groups result_;
  std::vector<bool> stored_;    ///< has a reader outside its group: lies in memory
  std::vector<bool> floating_;  ///< waits for its first reader
  std::map<int, std::set<int>> reads_;
  std::map<std::size_t, std::set<int>> readers_;
  std::map<std::size_t, int> assigned_in_;
  std::set<int> early_;  ///< scalar groups that depend on hyper-parameters and constants alone
};

}  // namespace

Groups fuse(Graph& graph) { return Fuser(graph).run(); }

}  // namespace occam::compiler
