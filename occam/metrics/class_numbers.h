#pragma once

#include <string_view>

#include "occam/graph/graph.h"

namespace occam::metrics {

/// Targets [...] or [..., 1] that are class numbers of predictions [..., classes], as [...].
/// Errors: InvalidArgument (naming `metric`) for targets of another shape.
graph::Value class_numbers(std::string_view metric, const graph::Value& target,
                           const graph::Value& prediction);

}  // namespace occam::metrics
