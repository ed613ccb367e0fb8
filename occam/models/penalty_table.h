#pragma once

#include <string>

#include "occam/models/network.h"

namespace occam::models {

/// A line a weight: shape, whether it is trained, its penalty and constraint with the numbers that
/// they have now, the share that weight decay takes in a step, in units of the learning rate, or
/// that it is exempt, and the factor of its learning rate. Before compile() decay is not known.
std::string penalty_table(const Network& network);

/// Throws InvalidArgument for a pattern of exclude_from_weight_decay that no weight's path has.
void check_decay_patterns(const Blueprint& compiled);

}  // namespace occam::models
