#include "occam/compiler/group_draft.h"

#include <unordered_map>

namespace occam::compiler {

using graph::Value;
using runtime::Role;

GroupDraft::GroupDraft(graph::Graph& graph) : graph_(graph) {
  const auto size = static_cast<std::size_t>(graph.size());
  groups_.home.assign(size, -1);
  computed_in_.resize(size);
  read_in_.resize(size);
  stored_.resize(size);
  weight_.resize(size);
  operands_.reserve(size);
  std::unordered_map<std::size_t, int> nodes;  // by weight, the first of its memory
  for (int id = 0; id < graph.size(); ++id) {
    operands_.push_back(operands_of(graph[id]));
    owner_.push_back(id);
    if (graph[id].op->kind != graph::Kind::kVariable) continue;
    const std::size_t index = graph[id].attributes.variable;
    const runtime::Variable& variable = graph.layout()[index];
    const bool is_memory = variable.role == Role::kSlot || variable.role == Role::kAverage;
    owner_.back() = nodes.emplace(is_memory ? variable.weight : index, id).first->second;
  }
}

int GroupDraft::add_group(Group::Kind kind, const Domain& domain, bool early) {
  Group fresh;
  fresh.kind = kind;
  fresh.rows = domain.rows;
  fresh.cols = domain.cols;
  groups_.groups.push_back(std::move(fresh));
  early_.push_back(early);
  const int g = order_.add();
  if (kind == Group::kScalar) open_scalar_groups(early).push_back(g);
  return g;
}

void GroupDraft::add(int id, int g) {
  int& home = groups_.home[static_cast<std::size_t>(id)];
  if (home < 0) home = g;
  groups_.groups[static_cast<std::size_t>(g)].nodes.push_back(id);
  computed_.insert(pair_of(g, id));
  computed_in_[static_cast<std::size_t>(id)].push_back(g);
}

void GroupDraft::read(const Value& value, int g) {
  const int id = value.id();
  if (!is_memory(value.node())) {
    if (home(id) != g) order_.depend(g, home(id));
    store(id);
  }
  if (read_.insert(pair_of(g, static_cast<int>(owner(id)))).second)
    read_in_[owner(id)].push_back(g);
}

Groups GroupDraft::take() && {
  for (std::size_t g = 0; g < groups_.groups.size(); ++g) {
    const std::vector<int>& depends = order_.depends(static_cast<int>(g));
    groups_.groups[g].depends.insert(depends.begin(), depends.end());
  }
  return std::move(groups_);
}

}  // namespace occam::compiler
