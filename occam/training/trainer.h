#pragma once

#include <vector>

#include "occam/callbacks/history.h"
#include "occam/callbacks/logs.h"
#include "occam/training/batch_stream.h"
#include "occam/training/checkpoint_files.h"
#include "occam/training/fit_options.h"
#include "occam/training/fit_plans.h"
#include "occam/training/program.h"

namespace occam::training {

/// What a fit of a stack needs beside the options.
struct TrainingData {
  BatchStream train;
  BatchStream validation;  ///< may be empty
  bool silent = false;     ///< no progress bar, whatever the options say
};

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

/// Means over the samples of so many steps (0: of all) of the loss and the metrics of every member
/// in test mode. Throws InvalidArgument for a source that gives no batch.
std::vector<callbacks::Logs> evaluate(Program& program, const BatchStream& data, std::int64_t steps,
                                      const std::vector<int>& members,
                                      const std::vector<callbacks::Callback>& callbacks = {});

}  // namespace occam::training
