#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace occam::cli {

/// Before any work: throws UsageError for a file of --output or --save that is one of `inputs`,
/// WriteError for one that cannot be written where it is to be.
void check_output(std::string_view flag, const std::string& path,
                  const std::vector<std::string>& inputs);

/// Writes the file whole or not at all; devices and pipes as they are. Throws WriteError.
void write_output(std::string_view flag, const std::string& path, std::string_view bytes);

}  // namespace occam::cli
