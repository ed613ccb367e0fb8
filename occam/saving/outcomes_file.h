#pragma once

#include <string>

#include "occam/selection/grid.h"

namespace occam::saving {

/// Writes what a grid has trained so far, whole or not at all: CBOR, numbers to the bit. Throws
/// FileError.
void save_outcomes(const selection::Outcomes& outcomes, const std::string& path);
/// Throws FileError for a file that is missing, damaged or no such file.
selection::Outcomes load_outcomes(const std::string& path);

}  // namespace occam::saving
