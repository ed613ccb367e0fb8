#pragma once

#include <string_view>

#include "occam/base/axis_list.h"
#include "occam/base/fields.h"
#include "occam/graph/graph.h"
#include "occam/metrics/direction.h"

namespace occam::metrics {

/// Mean of the cosine of the angle between target and prediction, the negative of
/// losses::CosineSimilarity, along `axis`. Source: Keras 3, metrics.CosineSimilarity. Errors: as
/// there.
struct CosineSimilarity {
  AxisList axis = -1;

  static constexpr std::string_view type = "CosineSimilarity";
  static constexpr std::string_view name = "cosine_similarity";
  static constexpr Direction direction = Direction::kUp;
  static constexpr auto fields() {
    return Fields{Field{"axis", &CosineSimilarity::axis, "along what the angle is taken"}};
  }
  void check() const;
  graph::Value per_sample(const graph::Value& target, const graph::Value& prediction) const;
};

}  // namespace occam::metrics
