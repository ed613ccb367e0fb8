#pragma once

#include <span>
#include <string>
#include <vector>

#include "occam/data/csv_scanner.h"
#include "occam/data/reading.h"

namespace occam::data {

/// The cells of a header, or "column1", "column2", ... where they are none or empty; equal ones
/// with a number, "a", "a.1", "a.2", so that all are different: those are added to `renamed`.
std::vector<std::string> column_names(std::span<const CsvCell> cells, bool header,
                                      std::vector<FileReading::Renamed>& renamed);

}  // namespace occam::data
