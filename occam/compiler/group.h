#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "occam/graph/graph.h"

namespace occam::compiler {

/// What a group runs over: a tensor seen as a matrix.
struct Domain {
  std::int64_t rows = 1, cols = 1;
  bool operator==(const Domain&) const = default;
};

Domain domain_of(const Shape& shape);

/// Nodes that one kernel call computes.
struct Group {
  /// No further node is chosen for a group of so many: programs stay short enough for the passes
  /// that search them, and for their 16-bit indices.
  static constexpr std::size_t kMostNodes = 512;

  enum Kind : std::uint8_t {
    kTile,    ///< elementwise nodes and reductions over one domain
    kMatmul,  ///< a product, then elementwise nodes on each finished tile of it
    kKernel,  ///< one node with a kernel of its own
    kScalar,  ///< arithmetic on single numbers
  };
  Kind kind = kTile;
  std::int64_t rows = 0, cols = 0;  ///< the domain of kTile and kMatmul
  std::vector<int> nodes;  ///< each after its inputs; a cheap node may stand in several groups
  std::set<int> depends;   ///< groups that must have run before

  Domain domain() const { return {rows, cols}; }
  bool is_full() const { return nodes.size() >= kMostNodes; }
};

/// The groups of a graph in an order in which they can run.
struct Groups {
  std::vector<Group> groups;
  std::vector<int> home;  ///< node -> the group that first computes it, -1 for memory and views
};

/// The node whose memory or slot `value` names: aliases are followed.
graph::Value root_of(const graph::Value& value);

/// An input, a variable or a constant: it lies in memory, no group computes it.
bool is_memory(const graph::Node& node);

/// Memory or a view (broadcast, alias): nothing is computed for it unless somebody needs it whole.
bool is_virtual(const graph::Node& node);

/// Nodes that must lie in memory: an output, another group or a kernel reads them. By node.
std::vector<bool> stored_nodes(graph::Graph& graph, const Groups& groups);

/// One line a group.
std::string to_text(const Groups& groups, const graph::Graph& graph);

}  // namespace occam::compiler
