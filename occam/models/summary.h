#pragma once

#include <string>
#include <string_view>

#include "occam/models/blueprint.h"

namespace occam::models {

/// Keras's table: a line a layer with its output shape and number of weights, then the totals; the
/// columns are as wide as their longest entry needs. A model of several inputs, or of layers that
/// are called on others than the one before, has a column of what each is connected to.
/// Source: Keras 3, Model.summary (the optimizer's numbers are left out).
std::string summary_of(std::string_view kind, const Blueprint& blueprint);

}  // namespace occam::models
