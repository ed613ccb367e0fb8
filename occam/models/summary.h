#pragma once

#include <string>

#include "occam/models/network.h"

namespace occam::models {

/// Keras's table: a line a layer with its output shape and number of weights, then the totals.
/// Source: Keras 3, Model.summary (the optimizer's numbers are left out).
std::string summary_of(const Network& network);

}  // namespace occam::models
