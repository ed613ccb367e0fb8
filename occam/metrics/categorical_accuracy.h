#pragma once

#include <string_view>

#include "occam/base/field_list.h"
#include "occam/graph/graph.h"
#include "occam/metrics/direction.h"

namespace occam::metrics {

/// Share of samples whose prediction and one-hot target, both [..., classes], have their largest
/// number in the same place. Source: Keras 3, metrics.CategoricalAccuracy.
struct CategoricalAccuracy {
  static constexpr std::string_view type = "CategoricalAccuracy";
  static constexpr std::string_view name = "categorical_accuracy";
  static constexpr Direction direction = Direction::kUp;
  static constexpr auto fields() { return Fields{}; }
  graph::Value per_sample(const graph::Value& target, const graph::Value& prediction) const;
};

}  // namespace occam::metrics
