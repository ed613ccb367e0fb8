#pragma once

#include <string_view>

#include "occam/base/axis_list.h"
#include "occam/graph/graph.h"

namespace occam::metrics {

/// Moments of a target and a prediction along some axes, each of the shape of the others.
struct Moments {
  graph::Value target_variance, prediction_variance, covariance;
  graph::Value difference;  ///< of the means
};

/// About the means, so that numbers far from 0 lose nothing. Throws InvalidArgument (naming
/// `metric`) for axes that are none of a sample's.
Moments moments_of(std::string_view metric, const graph::Value& target,
                   const graph::Value& prediction, const AxisList& axis);

}  // namespace occam::metrics
