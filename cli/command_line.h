#pragma once

#include <string>
#include <vector>

namespace occam::cli {

/// The occam command with these arguments, those behind its name: reads and writes the process's
/// files and streams, tells errors in one line on standard error. Returns the exit code
/// (exit_codes.h). Does not throw.
int command_line(const std::vector<std::string>& arguments);

}  // namespace occam::cli
