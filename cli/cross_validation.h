#pragma once

#include "cli/run_log.h"
#include "cli/train_flags.h"

namespace occam::cli {

/// `occam train TABLE --cv K`: K networks (or ensembles), each judged on the rows of a fold that it
/// has not seen. Returns the exit code; after a signal there is no result.
int cross_validate(TrainFlags& flags, const RunLog& log);

}  // namespace occam::cli
