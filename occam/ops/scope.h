#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "occam/base/hyper.h"
#include "occam/base/range.h"
#include "occam/graph/graph.h"

namespace occam::ops {

/// Where a description stands while it is turned into a graph: it names what the description
/// declares.
class Scope {
 public:
  /// Values that newly declared hyper-parameters start with, by variable index.
  using Numbers = std::map<std::size_t, double>;

  Scope(graph::Graph& graph, std::string path, Numbers& numbers)
      : graph_(&graph), path_(std::move(path)), numbers_(&numbers) {}

  graph::Graph& graph() const { return *graph_; }
  const std::string& path() const { return path_; }
  /// "dense" + "kernel" = "dense/kernel".
  std::string path_of(std::string_view name) const;
  Scope child(std::string_view name) const { return Scope(*graph_, path_of(name), *numbers_); }

  /// The hyper-parameter `name` as an input of the plan; a scalar. It starts at `value` and may be
  /// set at any time.
  graph::Value hyper(std::string_view name, const Hyper& value, const Range& range) const;

 private:
  graph::Graph* graph_;
  std::string path_;
  Numbers* numbers_;
};

}  // namespace occam::ops
