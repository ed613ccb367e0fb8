#pragma once

#include <string>

#include "occam/models/blueprint.h"

namespace occam::models {

/// Where two compiled models differ in more than the values of hyper-parameters: "dense/units",
/// "metrics"; empty when nowhere. Only such models can be members of one stack.
std::string difference_beyond_numbers(const Blueprint& a, const Blueprint& b);

}  // namespace occam::models
