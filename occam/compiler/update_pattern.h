#pragma once

#include <optional>
#include <vector>

#include "occam/compiler/group.h"
#include "occam/kernels/weight_update.h"

namespace occam::compiler {

/// How an optimizer writes the step of one weight, found in the nodes of a group.
struct UpdatePattern {
  kernels::WeightUpdate kernel;  ///< rule, penalty and size
  graph::Value weight;
  graph::Value gradient;              ///< without the terms of `kernel.penalty`
  std::vector<graph::Value> slots;    ///< in the kernel's order
  std::vector<graph::Value> numbers;  ///< in the kernel's order
  graph::Value l1, l2;                ///< factors of the penalty's terms
  graph::Value decay;                 ///< what the weight loses before the rule; empty: nothing
  std::vector<int> nodes;             ///< all that the update computes, its assignments among them
};

/// Whether `id` is among them.
bool holds(const std::vector<int>& ids, int id);

/// Reads the assignment of a weight as an update: the structure that optimizers/sgd.cpp and
/// optimizers/adam.cpp (without amsgrad) write, with or without the decay of optimizers/apply.cpp
/// and regularizers/soft_threshold.cpp, whose nodes and assignments are all in `group`. With `peel`
/// the terms w * l2 and sign(w) * l1 of the gradient belong to the update.
std::optional<UpdatePattern> read_update(graph::Graph& graph, const std::vector<int>& group,
                                         int assignment, bool peel);

}  // namespace occam::compiler
