#pragma once

#include <string_view>

#include "occam/base/fields.h"
#include "occam/base/maybe_number.h"
#include "occam/graph/graph.h"
#include "occam/metrics/direction.h"
#include "occam/metrics/sums.h"

namespace occam::metrics {

/// Mean of losses::SparseCategoricalCrossentropy, watched and not minimised; targets are class
/// numbers. One of the number ignore_class counts as 0, and in the mean as any other, but not where
/// samples are weighted. Source: Keras 3, metrics.SparseCategoricalCrossentropy.
struct SparseCategoricalCrossentropy {
  bool from_logits = false;
  MaybeInt ignore_class = {};

  static constexpr std::string_view type = "SparseCategoricalCrossentropy";
  static constexpr std::string_view name = "sparse_categorical_crossentropy";
  static constexpr Direction direction = Direction::kDown;
  static constexpr bool class_labels = true;
  static constexpr auto fields() {
    return Fields{Field{"from_logits", &SparseCategoricalCrossentropy::from_logits,
                        "the prediction holds logits, not probabilities"},
                  Field{"ignore_class", &SparseCategoricalCrossentropy::ignore_class,
                        "targets of this number count as 0; none: no target"}};
  }
  bool takes_probabilities(const Shape&) const { return !from_logits; }
  void update_state(Sums& sums, const graph::Value& target, const graph::Value& prediction) const;
  double result(const Totals& totals) const;
};

}  // namespace occam::metrics
