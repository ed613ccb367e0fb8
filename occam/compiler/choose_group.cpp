#include "occam/compiler/choose_group.h"

#include <algorithm>

namespace occam::compiler {
namespace {

using graph::Kind;
using graph::Node;
using graph::Value;

constexpr std::size_t kMostScalars = 200;

/// Operands, and the operands of those that would come along or be computed again.
void collect_full(const GroupDraft& draft, int id, std::vector<Value>& values, int depth = 0) {
  constexpr int kMostAgain = 3;
  for (const Value& value : draft.operands(id).full) {
    values.push_back(value);
    const bool again = depth < kMostAgain && is_cheap(value.node()) && !draft.is_stored(value.id());
    if (draft.waits(value.id()) || again) collect_full(draft, value.id(), values, depth + 1);
  }
}

struct Candidate {
  int group, score;
};

/// Groups that compute or read what the node reads: the best first, of equals the latest.
std::vector<Candidate> candidates_of(const GroupDraft& draft, int id) {
  const Node& node = draft.graph()[id];
  const bool reduces = node.op->kind == Kind::kReduce;
  const Domain domain = domain_of(reduces ? node.inputs[0].shape() : node.shape);
  std::vector<Value> values;
  collect_full(draft, id, values);
  std::vector<Candidate> candidates;
  for (const Value& value : values) {
    for (const int g : draft.computed_in(value.id())) candidates.push_back({g, 2});
    const int score = value.node().op->kind == Kind::kVariable ? 3 : 1;
    for (const int g : draft.read_in(value.id())) {
      if (draft.group(g).kind == Group::kTile) candidates.push_back({g, score});
    }
  }
  std::erase_if(candidates, [&](const Candidate& c) {
    const Group& group = draft.group(c.group);
    const bool takes = group.kind == Group::kTile || (group.kind == Group::kMatmul && !reduces);
    return !takes || group.domain() != domain || group.is_full();
  });
  const auto by_group = [](const Candidate& a, const Candidate& b) {
    return a.group != b.group ? a.group > b.group : a.score > b.score;
  };
  std::sort(candidates.begin(), candidates.end(), by_group);
  const auto same = [](const Candidate& a, const Candidate& b) { return a.group == b.group; };
  candidates.erase(std::unique(candidates.begin(), candidates.end(), same), candidates.end());
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  return candidates;
}

}  // namespace

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

namespace {

/// True when a group of its own for the node, which waits, would have to run after g.
bool depends_on(GroupDraft& draft, int id, int g) {
  const Operands& operands = draft.operands(id);
  for (const auto* const values : {&operands.full, &operands.repeated}) {
    for (const Value& value : *values) {
      if (is_memory(value.node())) continue;
      const bool after = draft.waits(value.id()) ? depends_on(draft, value.id(), g)
                                                 : draft.order().reaches(draft.home(value.id()), g);
      if (after) return true;
    }
  }
  return false;
}

}  // namespace

bool fits(GroupDraft& draft, int id, int g) {
  for (const Value& value : draft.operands(id).full) {
    const int operand = value.id();
    if (is_memory(value.node())) continue;
    if (draft.waits(operand)) {
      // Of another domain it gets a group of its own, which g waits for.
      const bool can =
          draft.has_domain(g, value) ? fits(draft, operand, g) : !depends_on(draft, operand, g);
      if (!can) return false;
    } else if (!draft.contains(g, operand) || value.node().op->kind == Kind::kReduce) {
      if (draft.order().reaches(draft.home(operand), g)) return false;
    }
  }
  for (const Value& value : draft.operands(id).repeated) {
    if (is_memory(value.node())) continue;
    if (draft.waits(value.id()) || draft.order().reaches(draft.home(value.id()), g)) return false;
  }
  return true;
}

int choose_tile_group(GroupDraft& draft, int id) {
  for (const Candidate& candidate : candidates_of(draft, id)) {
    if (fits(draft, id, candidate.group)) return candidate.group;
  }
  return -1;
}

int choose_scalar_group(GroupDraft& draft, int id, bool early) {
  std::vector<int>& open = draft.open_scalar_groups(early);
  std::erase_if(open, [&](int g) { return draft.group(g).nodes.size() >= kMostScalars; });
  for (const int g : open) {
    const auto& operands = draft.operands(id).full;
    const bool can_run = std::all_of(operands.begin(), operands.end(), [&](const Value& value) {
      const int home = is_memory(value.node()) ? g : draft.home(value.id());
      return home == g || !draft.order().reaches(home, g);
    });
    if (can_run) return g;
  }
  return -1;
}

}  // namespace occam::compiler
