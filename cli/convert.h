#pragma once

#include <string>
#include <vector>

namespace occam::cli {

/// `occam convert IN OUT`, without the command's name. Returns the exit status.
int convert(const std::vector<std::string>& arguments);

}  // namespace occam::cli
