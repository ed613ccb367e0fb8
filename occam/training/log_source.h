#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "occam/graph/graph.h"
#include "occam/metrics/direction.h"

namespace occam::training {

/// A sum over the steps of an epoch: a float64 number, or a float32 tensor and what its rounding
/// lost in another, which together hold counts up to 2^47 exactly.
struct Accumulator {
  std::size_t total = 0;  ///< index in the layout
  std::optional<std::size_t> rest = {};
};

/// Declares the accumulator at `path` in the graph's layout, or finds it, and adds `batch_sum` to
/// it in every step.
Accumulator accumulate(graph::Graph& graph, const std::string& path, const graph::Value& batch_sum);

/// What the accumulators of a reported number came to.
struct Totals {
  std::int64_t samples = 0;
  std::span<const std::span<const double>> sums;  ///< one an accumulator, an element each
};

/// A reported number and where it comes from.
struct LogSource {
  std::string name;  ///< "loss", "data_loss", "accuracy"
  Direction direction = Direction::kNone;
  bool of_weights = false;  ///< a matter of the weights: not repeated for the validation data
  std::vector<Accumulator> accumulators = {};
  /// From the accumulators to the number; must not allocate. None: sums[0] over the samples.
  std::function<double(const Totals&)> result = {};
};

/// sums[0] / sums[1], as of a sum of weighted values and that of their weights; 0 without weights.
/// Source: Keras 3, metrics.Mean.
double weighted_mean(const Totals& totals);

}  // namespace occam::training
