#pragma once

#include "occam/models/blueprint.h"
#include "occam/training/batch_stream.h"
#include "occam/training/fit_options.h"

namespace occam::models {

// What loss, output activation, metrics, targets and batch have to do with each other. A pair that
// cannot mean anything throws InvalidArgument, one that hardly does is warned of.

/// Losses and metrics against the outputs, exemptions from weight decay against the weights: for a
/// compiled blueprint, once.
void check_objective(const Blueprint& compiled);

/// Targets against outputs and metrics, the numbers of x: at the first fit.
void warn_of_targets(const Blueprint& blueprint, const training::Samples& samples);

/// Batches of one sample where statistics of the batch are used.
void warn_of_batches(const Blueprint& blueprint, const training::BatchStream& train,
                     const FitOptions& options);

}  // namespace occam::models
