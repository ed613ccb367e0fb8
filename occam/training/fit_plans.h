#pragma once

#include <vector>

#include "occam/training/batch_stream.h"
#include "occam/training/fit_options.h"
#include "occam/training/program.h"

namespace occam::training {

/// Does a fit of a program of this layout work its layers' statistics out anew after each epoch?
bool refreshes_statistics(const runtime::StateLayout& layout, const FitOptions& options);

/// Does it for running means of the weights, when they take their place at the end?
bool refreshes_for_means(const runtime::StateLayout& layout, const FitOptions& options);

/// The plans that a fit of so many rows runs: full batches and the last, smaller one, in training,
/// validation and the passes over statistics. None when the options leave no epoch to train.
std::vector<PlanKey> plans_of_fit(const runtime::StateLayout& layout, const SampleCount& train,
                                  const SampleCount& validation, const FitOptions& options);
/// The plans that an evaluation of so many rows runs.
std::vector<PlanKey> plans_of_evaluation(const SampleCount& samples);

}  // namespace occam::training
