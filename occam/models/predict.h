#pragma once

#include <vector>

#include "occam/models/network.h"
#include "occam/training/fit_options.h"

namespace occam::models {

/// The outputs of a model for all rows of x, batch by batch. Only reads the network, as far as the
/// callbacks do: may run in several threads at once. Throws InvalidArgument for inputs that the
/// model is not for.
std::vector<Array> predict(Network& network, const Arrays& x, float scale,
                           const PredictOptions& options, runtime::ThreadPool& pool);

}  // namespace occam::models
