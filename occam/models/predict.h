#pragma once

#include <vector>

#include "occam/data/batch_source.h"
#include "occam/models/network.h"
#include "occam/training/fit_options.h"

namespace occam::models {

// Only read the network, as far as the callbacks do: may run in several threads at once. Throw
// InvalidArgument for inputs that the model is not for.

/// The outputs of a model for all rows of x, batch by batch.
std::vector<Array> predict(Network& network, const Arrays& x, float scale,
                           const PredictOptions& options, runtime::ThreadPool& pool);

/// The same for the batches of a source.
std::vector<Array> predict(Network& network, data::BatchSource source,
                           const PredictOptions& options, runtime::ThreadPool& pool);

/// Throws InvalidArgument unless it is one.
Array only_output(std::vector<Array> outputs);

}  // namespace occam::models
