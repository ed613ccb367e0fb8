#pragma once

#include <string>
#include <vector>

#include "occam/data/table.h"

namespace occam::cli {

/// What stands around and between a file's rows, a sentence each: what was left out, and the flag
/// that keeps it.
std::vector<std::string> frame_notes(const data::Table& table);

}  // namespace occam::cli
