#pragma once

#include <string>
#include <vector>

#include "cli/examples.h"
#include "cli/settings.h"
#include "cli/train_flags.h"
#include "occam/callbacks/history.h"
#include "occam/models/sequential.h"

namespace occam::cli {

/// Before any work: throws UsageError for a --save that cannot be meant, WriteError for a file that
/// cannot be written.
void check_save(const TrainFlags& flags);

/// Writes what was trained to --save, of a table with its encoder: without what zeros have made
/// idle, unless --no-shrink. Returns a line that tells what that left of it, or "". Throws
/// WriteError.
std::string save(const TrainFlags& flags, const Examples& examples, const Settings& settings,
                 const callbacks::History& history, const std::vector<Sequential>& networks,
                 bool interrupted);

}  // namespace occam::cli
