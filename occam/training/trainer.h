#pragma once

#include <vector>

#include "occam/callbacks/history.h"
#include "occam/callbacks/logs.h"
#include "occam/training/checkpoint_files.h"
#include "occam/training/fit_options.h"
#include "occam/training/program.h"
#include "occam/training/samples.h"

namespace occam::training {

/// What a fit of a stack needs beside the options: samples that all members share, or as many as
/// there are members, each member's own.
struct TrainingData {
  std::vector<Samples> train;
  std::vector<Samples> validation;  ///< no rows: no validation
  bool silent = false;              ///< no progress bar, whatever the options say
};

/// How many samples there are, and whether they have weights.
struct SampleCount {
  std::int64_t rows = 0;
  bool weighted = false;
};
SampleCount count_of(const Samples& samples);

/// Does a fit of a program of this layout work its layers' statistics out anew after each epoch?
bool refreshes_statistics(const runtime::StateLayout& layout, const FitOptions& options);

/// Does it for running means of the weights, when they take their place at the end?
bool refreshes_for_means(const runtime::StateLayout& layout, const FitOptions& options);

/// The plans that a fit of so many rows runs: full batches and the last, smaller one, in training,
/// validation and the passes over statistics. None when the options leave no epoch to train.
std::vector<PlanKey> plans_of_fit(const runtime::StateLayout& layout, const SampleCount& train,
                                  const SampleCount& validation, const FitOptions& options);
/// The plans that an evaluation of so many rows runs.
std::vector<PlanKey> plans_of_evaluation(const SampleCount& samples, std::int64_t batch_size);

/// Trains all members of the program's stack: epochs over plans, logs, callbacks. Each is told what
/// its solo run is told; one that its callbacks stop is struck at once, in the middle of an epoch
/// too, and keeps its weights. An exception of a callback ends the fit of all: each member has the
/// values after its last finished step and can be trained on. Returns a History a member. Data and
/// options have been checked. Goes on from a checkpoint where there is one (checkpoints_of); throws
/// InvalidArgument when that is of another fit. Source of the order of events: Keras 3,
/// Trainer.fit.
std::vector<callbacks::History> fit(Program& program, TrainingData data, const FitOptions& options,
                                    CheckpointFiles& files);

/// The files that a fit goes on from, the first that can be read: that of the options, else those
/// that a callback names and that are there. None: it begins anew.
std::vector<std::string> checkpoints_of(const FitOptions& options);

/// Means over all samples of the loss and the metrics of every member in test mode.
std::vector<callbacks::Logs> evaluate(Program& program, const Samples& samples,
                                      std::int64_t batch_size, const std::vector<int>& members,
                                      const std::vector<callbacks::Callback>& callbacks = {});

}  // namespace occam::training
