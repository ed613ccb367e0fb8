#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/flag_group.h"
#include "occam/callbacks/terminate_on_nan.h"
#include "occam/data/dataset.h"
#include "occam/models/sequential.h"

namespace occam::cli {

/// The file that an interrupted run goes on from.
struct CheckpointFlags {
  std::string path;             ///< empty: none is kept
  std::optional<double> every;  ///< seconds
  bool resume = false;
};

void declare(FlagGroup group, CheckpointFlags& flags);

/// Throws UsageError for flags that contradict each other, and for a file that could not be made or
/// that another run has left. Before any work is done.
void check(const CheckpointFlags& flags);

/// Trains network `number` (from 0) of an ensemble, each with a checkpoint of its own: goes on from
/// one that is there, and keeps it up to date, the trained network in the end. Throws BadModel for
/// a checkpoint that cannot be read, WriteError for one that cannot be written.
History fit(Sequential& model, const data::Dataset& train, FitOptions options,
            const CheckpointFlags& flags, std::int64_t number,
            const callbacks::TerminateOnNaN& guard);

/// What to tell a user whose run was interrupted; empty without a checkpoint.
std::string how_to_resume(const CheckpointFlags& flags);

}  // namespace occam::cli
