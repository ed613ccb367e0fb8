#pragma once

#include <string_view>

#include "occam/base/axis_list.h"
#include "occam/base/fields.h"
#include "occam/graph/graph.h"
#include "occam/metrics/direction.h"

namespace occam::metrics {

/// Lin's concordance of target and prediction along `axis`, the mean over the samples: 2 cov(t, p)
/// / (var(t) + var(p) + (mean(t) - mean(p))^2 + 1e-7), -1 to 1: 1 where they are the same, 0 of one
/// output. Source: Keras 3, metrics.ConcordanceCorrelation; Lin 1989. Errors: as
/// PearsonCorrelation's.
struct ConcordanceCorrelation {
  AxisList axis = -1;

  static constexpr std::string_view type = "ConcordanceCorrelation";
  static constexpr std::string_view name = "concordance_correlation";
  static constexpr Direction direction = Direction::kUp;
  static constexpr auto fields() {
    return Fields{Field{"axis", &ConcordanceCorrelation::axis, "along what they are compared"}};
  }
  void check() const;
  graph::Value per_sample(const graph::Value& target, const graph::Value& prediction) const;
};

}  // namespace occam::metrics
