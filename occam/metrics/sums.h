#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "occam/graph/graph.h"

namespace occam::metrics {

/// A sum over the steps of an epoch: a float64 number, or a float32 tensor and what its rounding
/// lost in another, which together hold counts up to 2^47 exactly.
struct Accumulator {
  std::size_t total = 0;  ///< index in the layout
  std::optional<std::size_t> rest = {};
};

/// What the sums of a reported number came to.
struct Totals {
  std::int64_t samples = 0;
  std::span<const std::span<const double>> sums;  ///< one a sum, an element each
};

/// sums[0] / sums[1], as of a sum of weighted values and that of their weights; 0 without weights.
/// Source: Keras 3, metrics.Mean.
double weighted_mean(const Totals& totals);

/// The sums that a metric keeps over the samples of an epoch, while it writes their graph. They
/// start at 0 with every epoch.
class Sums {
 public:
  /// path: of the variables. weights: one a sample, [batch]; none: every sample counts once.
  Sums(graph::Graph& graph, std::string path, graph::Value weights = {});

  graph::Graph& graph() const { return graph_; }
  bool is_weighted() const { return static_cast<bool>(weights_); }
  /// Has each number of a prediction [batch, ..., k] a weight, and not each row?
  bool weighs_numbers_of(const graph::Value& prediction) const {
    return weights_ && weights_.shape() == prediction.shape();
  }
  /// What each value of a tensor [batch, ...] counts: its sample's weight, or 1.
  graph::Value weights_of(const graph::Value& values) const;

  /// Adds `batch_sum` in every step. Totals::sums come in the order of these calls.
  void add(const graph::Value& batch_sum);
  /// What `batch_value` was in the first step of the epoch, in each of its steps: a point near the
  /// values, so that sums of squares do not drown in rounding.
  graph::Value first(const graph::Value& batch_value);

  const std::vector<Accumulator>& accumulators() const { return accumulators_; }
  /// Every variable behind them, to be set to 0 when an epoch begins.
  const std::vector<std::size_t>& variables() const { return variables_; }

 private:
  graph::Value declare(const std::string& name, const Shape& shape);

  graph::Graph& graph_;
  std::string path_;
  graph::Value weights_;
  std::vector<Accumulator> accumulators_;
  std::vector<std::size_t> variables_;
};

}  // namespace occam::metrics
