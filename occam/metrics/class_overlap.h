#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "occam/base/fields.h"
#include "occam/base/maybe_number.h"
#include "occam/metrics/sums.h"

/// What the metrics of intersection over union share: of the matrix of confusion they need its
/// diagonal and the sums of its rows and columns, three numbers a class.
namespace occam::metrics {

/// Which class numbers count.
struct Classes {
  std::int64_t count;
  MaybeInt ignored = {};
};

/// Class numbers [...].
struct ClassNumbers {
  graph::Value target, prediction;
};
/// Of targets and predictions that are such numbers (`sparse`) or one number a class [...,
/// classes]. Errors: InvalidArgument (naming `metric`) for sparse predictions beside targets that
/// are not.
ClassNumbers seen_classes(std::string_view metric, const graph::Value& target, bool sparse_y_true,
                          const graph::Value& prediction, bool sparse_y_pred);

/// Adds the weights of rows whose target and prediction are the class, whose target is, whose
/// prediction is. Numbers are cut to whole ones. Rows with another number than 0 to count - 1 or
/// with the ignored target do not count.
void add_overlaps(const Classes& classes, Sums& sums, const ClassNumbers& numbers);

/// Of one class what is both over what is either; of several the mean over those that occur.
double mean_overlap(const Totals& totals, const std::vector<Int>& of_classes);
/// Of all classes.
double mean_overlap(const Totals& totals);

/// Throws InvalidArgument (naming `metric`) for no class, or one that is not below `count`.
void check_class_ids(std::string_view metric, const std::vector<Int>& ids, std::int64_t count);

template <class T>
constexpr auto num_classes_field() {
  return Field{"num_classes", &T::num_classes, at_least(1), "classes that there are"};
}
template <class T>
constexpr auto ignore_class_field() {
  return Field{"ignore_class", &T::ignore_class, "rows with this target do not count; none: all"};
}
template <class T>
constexpr auto target_class_ids_field() {
  return Field{"target_class_ids", &T::target_class_ids, "classes whose mean is told"};
}
template <class T>
constexpr auto sparse_y_true_field() {
  return Field{"sparse_y_true", &T::sparse_y_true, "targets are class numbers; false: one-hot"};
}
template <class T>
constexpr auto sparse_y_pred_field() {
  return Field{"sparse_y_pred", &T::sparse_y_pred,
               "predictions are class numbers; false: one number a class"};
}

}  // namespace occam::metrics
