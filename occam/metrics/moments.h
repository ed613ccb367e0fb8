#pragma once

#include "occam/graph/graph.h"

namespace occam::metrics {

/// Moments of the last axis of a target and a prediction [..., k], each [...].
struct Moments {
  graph::Value target_variance, prediction_variance, covariance;
  graph::Value difference;  ///< of the means
};

/// About the means, so that numbers far from 0 lose nothing.
Moments moments_of(const graph::Value& target, const graph::Value& prediction);

}  // namespace occam::metrics
