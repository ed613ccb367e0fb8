#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "occam/models/blueprint.h"
#include "occam/saving/weight_places.h"

namespace occam::saving {

/// A variable of Keras's optimizer.
struct OptimizerPlace {
  Shape shape;
  /// Those of the blueprint's layout that have its value: one, or a number that each weight has and
  /// Keras once. None: Keras keeps something there that it does not read.
  std::vector<std::size_t> variables = {};
};

/// The optimizer's memory in the order in which Keras's optimizer of the same class has it: running
/// means, accumulated gradients, then the rule's own. Without what Keras has not, such as a
/// momentum that is 0. Source: Keras 3.15.1, build() of its optimizers; 3.6 differs in Nadam.
std::vector<OptimizerPlace> optimizer_places(const models::Blueprint& blueprint,
                                             const WeightPlaces& places, double momentum);

/// Of the optimizer's memory what is in no place: of rules that Keras has not.
std::vector<std::size_t> memory_beside(const models::Blueprint& blueprint,
                                       std::span<const OptimizerPlace> places);

/// A part of the optimizer's memory and its data set.
struct MemoryPlace {
  OptimizerPlace place;
  std::string path;
  bool in_keras;  ///< under /optimizer/vars behind steps and learning rate, else under /occam/vars
};
/// Where all of the optimizer's memory stands in a file that occam writes.
std::vector<MemoryPlace> memory_places(const models::Blueprint& blueprint,
                                       const WeightPlaces& places, double momentum);

}  // namespace occam::saving
