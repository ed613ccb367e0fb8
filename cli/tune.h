#pragma once

#include "cli/tune_flags.h"

namespace occam::cli {

/// `occam tune`. Returns the exit code.
int tune(TuneFlags& flags);

}  // namespace occam::cli
