#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "occam/graph/graph.h"

namespace occam::compiler {

/// Nodes that one kernel call computes.
struct Group {
  enum Kind : std::uint8_t {
    kTile,     ///< elementwise nodes and reductions over one domain
    kMatmul,   ///< a product, then elementwise nodes on each finished tile of it
    kRowwise,  ///< one row-wise node
    kScalar,   ///< arithmetic on single numbers
  };
  Kind kind = kTile;
  std::int64_t rows = 0, cols = 0;  ///< the domain of kTile and kMatmul
  std::vector<int> nodes;  ///< each after its inputs; a cheap node may stand in several groups
  std::set<int> depends;   ///< groups that must have run before
};

/// The groups of a graph in an order in which they can run.
struct Groups {
  std::vector<Group> groups;
  std::vector<int> home;  ///< node -> the group that first computes it, -1 for memory and views
};

/// Puts the nodes into groups, greedily in node order. A node joins a group of the same domain that
/// produces or reads one of its operands, when no operand depends on that group's end (a
/// reduction); a node that reads only variables waits for its first reader; a cheap node over
/// values in memory is computed again rather than stored. An assignment runs after every reader of
/// the old value.
Groups fuse(graph::Graph& graph);

/// The node whose memory or slot `value` names: aliases are followed.
graph::Value root_of(const graph::Value& value);

/// True when a broadcast must exist as memory because something other than a fused node reads it.
bool is_virtual(const graph::Node& node);

/// Nodes that must lie in memory: an output, another group or a kernel reads them. By node.
std::vector<bool> stored_nodes(graph::Graph& graph, const Groups& groups);

/// One line a group.
std::string to_text(const Groups& groups, const graph::Graph& graph);

}  // namespace occam::compiler
