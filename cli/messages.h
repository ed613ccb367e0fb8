#pragma once

#include <string>

namespace occam::cli {

/// A library message in the words of the command line: "missing=drop" becomes "--missing drop".
/// The one place where options of readers, encoders and splits become flags.
std::string with_flags(std::string message);

}  // namespace occam::cli
