#pragma once

#include <array>
#include <utility>

#include "occam/base/fields.h"
#include "occam/base/plain_values.h"
#include "occam/graph/graph.h"

namespace occam {

/// What becomes of the losses of a batch's samples. Source: Keras 3, losses.Loss(reduction=).
enum class LossReduction {
  kSumOverBatchSize,      ///< their mean, weights in it or not
  kMean,                  ///< the same
  kSum,                   ///< their sum
  kMeanWithSampleWeight,  ///< their sum over that of the weights
  kNone,  ///< none: steps follow the gradient of the sum, and the mean is reported, as in Keras
};

/// Is it a mean over the samples, whatever their weights?
constexpr bool is_mean(LossReduction reduction) {
  return reduction == LossReduction::kSumOverBatchSize || reduction == LossReduction::kMean;
}

template <>
struct EnumTexts<LossReduction> {
  using Kind = LossReduction;
  static constexpr std::array texts = {
      std::pair{Kind::kSumOverBatchSize, "sum_over_batch_size"}, std::pair{Kind::kMean, "mean"},
      std::pair{Kind::kSum, "sum"},
      std::pair{Kind::kMeanWithSampleWeight, "mean_with_sample_weight"},
      std::pair{Kind::kNone, "none"}};
};

namespace losses {

/// The field of a loss, to follow its own.
template <class T>
constexpr auto reduction_field() {
  return Fields{Field{"reduction", &T::reduction, one_of<LossReduction>(),
                      "what becomes of the samples' losses"}};
}

/// Values of samples, [batch, ...], each times its weight, [batch] or more of their axes, and 0
/// where a mask, alike, is; a value of several masked steps stands for each, one of the whole batch
/// for each weight. No weights, no mask: empty values.
graph::Value weighted(const graph::Value& values, const graph::Value& weights,
                      const graph::Value& mask);

/// What a step descends and reports: the weighted values reduced. What a mask leaves out is also
/// left out of the number of a mean. Source: Keras 3, losses.loss.reduce_weighted_values.
graph::Value reduced(LossReduction reduction, const graph::Value& values,
                     const graph::Value& weights, const graph::Value& mask);

}  // namespace losses
}  // namespace occam
