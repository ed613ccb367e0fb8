#pragma once

#include <vector>

#include "occam/graph/graph.h"

namespace occam::compiler {

/// What a node reads element by element, and what it reads through a broadcast; aliases are
/// followed.
struct Operands {
  std::vector<graph::Value> full, repeated;
};

Operands operands_of(const graph::Node& node);

}  // namespace occam::compiler
