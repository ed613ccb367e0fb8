#pragma once

#include "cli/read_flags.h"

namespace occam::cli {

/// Lets reading show how far it has come, on stderr when that is a terminal and it takes longer
/// than a second; the line is gone when the file is read.
void show_reading_progress(ReadFlags& flags);

}  // namespace occam::cli
