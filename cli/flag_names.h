#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace occam::cli {

/// The arguments in front of "--" with flags as occam calls them: "--lr=0.1" becomes
/// "--learning-rate=0.1", "--batch_size" becomes "--batch-size". Others stay as they are.
std::vector<std::string> with_known_flags(std::vector<std::string> arguments);

/// The flag of `known` that was meant by one that is none: it begins with what was written, or has
/// the least other letters, by its own name or one that people use for it. "" when none is near.
std::string meant_flag(std::string_view written, const std::vector<std::string>& known);

}  // namespace occam::cli
