#pragma once

#include "cli/train_flags.h"

namespace occam::cli {

/// `occam train`. Returns the exit code.
int train(TrainFlags& flags);

}  // namespace occam::cli
