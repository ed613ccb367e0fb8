#pragma once

#include <span>
#include <string>
#include <vector>

#include "occam/selection/grid.h"

namespace occam::selection {

/// Trains networks again on what their zeros have left, without the penalty that made these: each
/// outcome, (part, network), with weights, goes on from there with the hyper-parameter of this name
/// at 0, and exact zeros of the weights with a penalty that makes them stay (KeepZeros). Other
/// penalties are as they were. Of a linear map with L1 this is least squares, or the logistic
/// regression, on the lasso's support. Errors: InvalidArgument for outcomes without weights; as
/// grid(). Source: Meinshausen 2007, "Relaxed lasso", equation 3 with phi = 0; glmnet 4.1, relax
/// with gamma = 0.
Grid relax(std::span<const Part> parts, const std::string& hyper,
           const std::vector<std::vector<Outcome>>& outcomes, const GridOptions& options = {});

}  // namespace occam::selection
