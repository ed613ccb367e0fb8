#pragma once

#include "cli/path_flags.h"

namespace occam::cli {

/// `occam path`. Returns the exit code.
int path(PathFlags& flags);

}  // namespace occam::cli
