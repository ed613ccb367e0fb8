#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace occam::evaluation {

/// Rows of each class over all rows: n_k / n. Errors: InvalidArgument for no rows, a label outside
/// [0, classes).
std::vector<double> class_priors(std::span<const std::int64_t> labels, std::int64_t classes);

/// Weights that make all classes count alike, n / (K n_k), for the K classes that occur: what
/// FitOptions::class_weight takes. Errors: as class_priors.
/// Source: scikit-learn, compute_class_weight("balanced").
std::vector<std::pair<std::int64_t, double>> balanced_class_weights(
    std::span<const std::int64_t> labels, std::int64_t classes);

/// The class answered for each row of `probabilities` (rows, classes): argmax p_k, or, with the
/// priors of the training rows, argmax p_k / prior_k, which is best for balanced accuracy (Bayes's
/// rule under equal classes); a class of prior 0 is never answered. The smaller class on a tie.
/// Errors: InvalidArgument unless there is one prior a class and one is positive.
std::vector<std::int32_t> decide(std::span<const float> probabilities, std::int64_t classes,
                                 std::span<const double> priors = {});

}  // namespace occam::evaluation
