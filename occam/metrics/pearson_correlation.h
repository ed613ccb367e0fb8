#pragma once

#include <string_view>

#include "occam/base/axis_list.h"
#include "occam/base/fields.h"
#include "occam/graph/graph.h"
#include "occam/metrics/direction.h"

namespace occam::metrics {

/// Pearson's correlation of target and prediction along `axis`, the mean over the samples: cov(t,
/// p) / (std(t) std(p)), -1 to 1. 0 where either is constant, of one output always: Keras has NaN
/// there. Source: Keras 3, metrics.PearsonCorrelation. Errors: InvalidArgument for axes that are
/// none of a sample's.
struct PearsonCorrelation {
  AxisList axis = -1;

  static constexpr std::string_view type = "PearsonCorrelation";
  static constexpr std::string_view name = "pearson_correlation";
  static constexpr Direction direction = Direction::kUp;
  static constexpr auto fields() {
    return Fields{Field{"axis", &PearsonCorrelation::axis, "along what they are compared"}};
  }
  void check() const;
  graph::Value per_sample(const graph::Value& target, const graph::Value& prediction) const;
};

}  // namespace occam::metrics
