#pragma once

#include <string_view>

#include "occam/base/fields.h"
#include "occam/graph/graph.h"
#include "occam/metrics/direction.h"

namespace occam::metrics {

/// Share of right answers, resolved as Keras resolves 'accuracy': one output -> prediction > 0.5
/// equals the target; class numbers as target -> the largest output is the target; else -> both
/// have their largest output in the same place. exact: share of predictions that equal their
/// targets, the mean over outputs. Source: Keras 3, metrics.BinaryAccuracy,
/// SparseCategoricalAccuracy, CategoricalAccuracy; exact: metrics.Accuracy. Errors: InvalidArgument
/// for targets of another shape than the predictions where exact.
struct Accuracy {
  bool exact = false;

  static constexpr std::string_view type = "Accuracy";
  static constexpr std::string_view name = "accuracy";
  static constexpr Direction direction = Direction::kUp;
  static constexpr bool class_labels = true;
  static constexpr auto fields() {
    return Fields{Field{"exact", &Accuracy::exact,
                        "predictions have to equal their targets, as with Keras's class; false: "
                        "what Keras's word accuracy means"}};
  }
  bool of_numbers() const { return exact; }
  bool takes_probabilities(const Shape& prediction) const {
    return !exact && prediction.back() == 1;
  }
  graph::Value per_sample(const graph::Value& target, const graph::Value& prediction) const;
};

}  // namespace occam::metrics
