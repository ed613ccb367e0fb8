#pragma once

#include <string_view>

#include "occam/base/integer.h"
#include "occam/ops/scope.h"

namespace occam::constraints {

/// Euclidean norms over `axis` of a weight, in a shape that broadcasts with it. Throws
/// InvalidArgument, naming the scope's path, for an axis that the weight does not have.
graph::Value norms(std::string_view type, const ops::Scope& scope, const graph::Value& weight,
                   Int axis);

/// weight / (norms + 1e-7), as Keras divides; times `wanted` where it is given.
graph::Value with_norms(const graph::Value& weight, const graph::Value& norms,
                        const graph::Value& wanted = {});

}  // namespace occam::constraints
