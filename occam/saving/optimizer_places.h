#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "occam/models/blueprint.h"
#include "occam/saving/weight_places.h"

namespace occam::saving {

/// The optimizer's memory, as variables of the blueprint's layout, in the order in which Keras's
/// optimizer of the same class has it: running means, accumulated gradients, then the rule's own.
/// Without those that Keras has not, such as a momentum that is 0.
std::vector<std::size_t> optimizer_places(const models::Blueprint& blueprint,
                                          const WeightPlaces& places, double momentum);

/// Of the optimizer's memory what is not among `taken`: of rules that Keras has not.
std::vector<std::size_t> memory_beside(const models::Blueprint& blueprint,
                                       std::span<const std::size_t> taken);

/// A variable of the optimizer's memory and its data set.
struct MemoryPlace {
  std::size_t variable;
  std::string path;
  bool in_keras;  ///< under /optimizer/vars behind steps and learning rate, else under /occam/vars
};
/// Where all of the optimizer's memory stands in a file that occam writes.
std::vector<MemoryPlace> memory_places(const models::Blueprint& blueprint,
                                       const WeightPlaces& places, double momentum);

}  // namespace occam::saving
