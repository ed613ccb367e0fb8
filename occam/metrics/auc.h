#pragma once

#include <span>
#include <string>

#include "occam/base/fields.h"
#include "occam/base/maybe_list.h"
#include "occam/metrics/direction.h"
#include "occam/metrics/sums.h"

namespace occam::metrics {

/// Area under the ROC curve (true against false positive rate), the PR curve (precision against
/// recall) or that of their gains (PRGAIN), from the counts above `num_thresholds` thresholds
/// evenly from 0 to 1, or above `thresholds`, to which one below 0 and one above 1 come. Several
/// outputs are pooled, with multi_label the mean of their areas; label_weights: what each output
/// counts in either. Targets may be class numbers.
/// summation_method: the trapezoids between thresholds ("interpolation"; of PR Davis and Goadrich's
/// curve), the lower ("minoring") or the higher of neighbouring heights ("majoring"). The error is
/// at most what lies between two thresholds: a model whose predictions are all near 0 wants more of
/// them. Source: Keras 3, metrics.AUC; Davis and Goadrich 2006; Flach and Kull 2015. Errors:
/// InvalidArgument for fewer than 2 thresholds or more than 2^20, thresholds outside [0, 1],
/// another curve or method, label_weights that are not one an output.
struct AUC {
  Int num_thresholds = 200;
  std::string curve = "ROC";
  std::string summation_method = "interpolation";
  MaybeList<double> thresholds = {};
  bool multi_label = false;  ///< each output has a curve of its own
  MaybeList<double> label_weights = {};
  bool from_logits = false;  ///< predictions are logits: their sigmoid is taken

  static constexpr std::string_view type = "AUC";
  static constexpr std::string_view name = "auc";
  static constexpr Direction direction = Direction::kUp;
  static constexpr bool class_labels = true;
  static constexpr bool of_numbers = true;
  static constexpr auto fields() {
    return Fields{
        Field{"num_thresholds", &AUC::num_thresholds, between(2, 1 << 20), "points of the curve"},
        Field{"curve", &AUC::curve, one_of("ROC", "PR", "PRGAIN"), "which curve"},
        Field{"summation_method", &AUC::summation_method,
              one_of("interpolation", "minoring", "majoring"), "heights between points"},
        Field{"thresholds", &AUC::thresholds, "points of the curve, in place of even ones"},
        Field{"multi_label", &AUC::multi_label,
              "the mean of the outputs' areas; false: of all pooled"},
        Field{"label_weights", &AUC::label_weights, "what each output counts; none: alike"},
        Field{"from_logits", &AUC::from_logits, "predictions are logits"}};
  }
  bool takes_probabilities(const Shape&) const { return !from_logits; }
  void update_state(Sums& sums, const graph::Value& target, const graph::Value& prediction) const;
  double result(const Totals& totals) const;
  void check() const;

 private:
  std::int64_t points() const;
  graph::Value weighed(const graph::Value& weights) const;
  double area_of(std::span<const double> hits, std::span<const double> alarms, double positives,
                 double negatives) const;
};

}  // namespace occam::metrics
