#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "occam/evaluation/predictions.h"
#include "occam/metrics/direction.h"

namespace occam::evaluation {

/// The value of a measure when row i counts weights[i] times; none where it is not defined (no
/// positive row, targets all equal ...). It owns what it needs, and threads may share it.
using WeightedMeasure =
    std::function<std::optional<double>(std::span<const std::uint32_t> weights)>;

/// How good predictions are, over all rows at once: what a person reads at the end of a run.
/// (A `Metric` is a mean over samples inside the graph, watched while training.)
struct Measure {
  enum class Kind : std::uint8_t { kClasses, kNumbers };

  std::string_view name;  ///< "balanced_accuracy"
  Kind kind = Kind::kClasses;
  Direction direction = Direction::kUp;
  /// What takes O(n log n) once, so that each weighting takes O(n).
  WeightedMeasure (*prepare)(const Predictions& predictions) = nullptr;

  /// Every row once. Errors: InvalidArgument for predictions of the other kind.
  std::optional<double> value(const Predictions& predictions) const;
  /// How much better `a` is than `b`: a - b where more is better, else b - a.
  double gain(double a, double b) const { return direction == Direction::kDown ? b - a : a - b; }
};

Measure::Kind kind_of(const Predictions& predictions);

/// All measures, those of classes first (scikit-learn's names in brackets):
///   accuracy            share of right decisions (accuracy_score)
///   balanced_accuracy   mean over the true classes of the share decided right
///                       (balanced_accuracy_score)
///   log_loss            mean of -ln p(true class), p kept 2^-23 off 0 and 1 (log_loss of float32)
///   auc                 P(p of a positive row > p of a negative one), ties half; more than two
///                       classes: mean over the classes, each against the rest
///                       (roc_auc_score, multi_class="ovr"); needs a row of every class
///   f1                  2 tp / (2 tp + fp + fn) of class 1; more than two classes: the mean over
///                       those that occur or are answered (f1_score, average="macro")
///   rmse, mae           root of the mean squared error, mean absolute error
///   r2                  1 - sum (y - a)^2 / sum (y - mean y)^2 (r2_score); needs unequal targets
std::span<const Measure> all_measures();
/// Those of one kind, in the same order.
std::vector<const Measure*> measures_of(Measure::Kind kind);
/// Errors: InvalidArgument for an unknown name; it lists the names.
const Measure& measure(std::string_view name);

}  // namespace occam::evaluation
