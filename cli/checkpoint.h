#pragma once

#include <string>

#include "cli/checkpoint_flags.h"
#include "cli/networks.h"

namespace occam::cli {

/// Throws UsageError for flags that contradict each other and for a file that another run has left,
/// WriteError for one that could not be made. Before any work is done.
void check(const CheckpointFlags& flags);

/// Throws UsageError for a --checkpoint that another run has left, without --resume.
void check_not_left(const std::string& path, bool resume);

/// Trains the networks. With a checkpoint: goes on from one that is there, and keeps it up to date.
/// Throws BadModel for a checkpoint that cannot be read, WriteError for one that cannot be written.
selection::StackedFits fit(Networks& networks, const CheckpointFlags& flags);

/// What to tell a user whose run was interrupted; empty without a checkpoint.
std::string how_to_resume(const CheckpointFlags& flags);

}  // namespace occam::cli
