#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "occam/selection/grid.h"

namespace occam::selection {

/// The smallest penalty at which nothing is left.
struct LambdaMax {
  double value = 0.0;
  /// Exact, of one penalised linear map. Else the smallest value of a grid of factor 2 from which
  /// on every network of this training run ends at zero.
  bool closed_form = false;
  Grid search = {};  ///< what was trained to find it: counts of all, outcomes of the last turn
};

/// Closed form for a model of one Dense layer with bias, without hidden layers, whose only penalty
/// is an L1, L1L2 or MCP of the kernel, or a GroupL1, and whose loss is mse (linear output),
/// binary_crossentropy (sigmoid) or a categorical one (softmax), without label smoothing, class
/// weights or logits: from the gradient G of occam's mean loss in the kernel at kernel 0 and the
/// best bias, G = X'(ybar - y) / n, for mse times 2 / outputs. L1: max |G_jk|. GroupL1: the largest
/// norm of a group of G over the root of its size. None for other models.
/// Source: Friedman, Hastie and Tibshirani 2010, "Regularization paths for generalized linear
/// models", section 2.5, where the loss is half of the squared error.
std::optional<double> linear_lambda_max(const Trainable& model, const data::Dataset& train,
                                        const FitOptions& options = {});

/// linear_lambda_max() where there is one. Else (of a network kernel 0 is at rest for every lambda)
/// trains the part with eight values around max |X'(y - ybar)| / n, factor 2 apart, and eight
/// more above or below until the grid holds the place: all weights that the hyper-parameters of
/// this name penalise are zero from there on, and not below. Errors: InvalidArgument where no value
/// or every value makes zeros: a penalty without exact zeros, such as l2.
LambdaMax lambda_max(const Part& part, std::string_view hyper, const GridOptions& options = {});

}  // namespace occam::selection
