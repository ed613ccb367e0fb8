#pragma once

#include <span>

#include "occam/graph/graph.h"

namespace occam::ops {

/// All ops of the library, for tests and lists; nothing that compiles or runs a graph reads it.
std::span<const graph::Op* const> catalogue();

}  // namespace occam::ops
