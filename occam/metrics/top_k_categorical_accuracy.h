#pragma once

#include "occam/base/fields.h"
#include "occam/metrics/direction.h"
#include "occam/ops/scope.h"

namespace occam::metrics {

/// 1 where fewer than k predictions [..., classes] are larger than that of the class number [...]:
/// with equals on the border all of them are among the largest. 0 for numbers that are no class.
graph::Value in_top_k(const graph::Value& labels, const graph::Value& prediction, std::int64_t k);

/// Share of samples whose class, the place of the largest number of the one-hot target, is among
/// the k largest predictions; both are [..., classes]. Source: Keras 3,
/// metrics.TopKCategoricalAccuracy.
struct TopKCategoricalAccuracy {
  Int k = 5;

  static constexpr std::string_view type = "TopKCategoricalAccuracy";
  static constexpr std::string_view name = "top_k_categorical_accuracy";
  static constexpr Direction direction = Direction::kUp;
  static constexpr auto fields() {
    return Fields{Field{"k", &TopKCategoricalAccuracy::k, at_least(1),
                        "how many of the largest predictions count"}};
  }
  graph::Value per_sample(const graph::Value& target, const graph::Value& prediction) const;
};

}  // namespace occam::metrics
