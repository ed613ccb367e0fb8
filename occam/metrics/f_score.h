#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "occam/base/fields.h"
#include "occam/base/maybe_number.h"
#include "occam/base/maybe_text.h"
#include "occam/metrics/sums.h"

/// What F1Score and FBetaScore share.
namespace occam::metrics {

inline constexpr Choices kFScoreAverages = one_of("macro", "weighted", "micro");

template <class T>
constexpr auto average_field() {
  return Field{"average", &T::average, kFScoreAverages,
               "how classes are averaged; none: a number each"};
}
template <class T>
constexpr auto threshold_field() {
  return Field{"threshold", &T::threshold, between(0, 1),
               "a prediction above it is positive; none: the largest is"};
}
/// How many numbers a score is; none: one.
std::optional<std::int64_t> numbers_of(const MaybeText& average, const Shape& prediction);
/// Throws InvalidArgument (naming `metric`) for another average.
void check_average(std::string_view metric, const MaybeText& average);

/// Three sums a class, of weights of rows: the class is predicted and there, is predicted, is
/// there. A class is predicted where its prediction is > `threshold`; without one that of the
/// largest (of equals all), of a single output > 0.5, where Keras calls every row positive.
void add_class_counts(std::string_view type, const MaybeNumber& threshold, Sums& sums,
                      const graph::Value& target, const graph::Value& prediction);

/// (1 + beta^2) precision recall / (beta^2 precision + recall) of one class; 0 without any.
double f_score_of_class(const Totals& totals, double beta, std::size_t place);

/// Of all classes: "macro" the mean, "weighted" by their number of rows, "micro" of all counts
/// together.
double f_score(const Totals& totals, double beta, const MaybeText& average);

}  // namespace occam::metrics
