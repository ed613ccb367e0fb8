#pragma once

#include <string_view>

#include "occam/base/integer.h"
#include "occam/ops/scope.h"

namespace occam::constraints {

/// Throws InvalidArgument unless axis is 0, the only one so far.
void check_axis(std::string_view type, Int axis);

/// Euclidean norms over axis 0: [rows, cols] -> [cols], one a unit; [n] -> (). Throws
/// InvalidArgument, naming the scope's path, for a weight of more axes.
graph::Value norms(std::string_view type, const ops::Scope& scope, const graph::Value& weight);

/// weight / (norms + 1e-7), as Keras divides; times `wanted` where it is given.
graph::Value with_norms(const graph::Value& weight, const graph::Value& norms,
                        const graph::Value& wanted = {});

}  // namespace occam::constraints
