#pragma once

#include "occam/data/input_file.h"
#include "occam/data/read_options.h"
#include "occam/data/table.h"

namespace occam::data {

bool starts_as_npy(std::span<const std::byte> first);

/// Reads a NumPy array (NPY 1.0 to 3.0) of numbers or booleans, (rows, columns) or (rows,), as
/// columns column1, column2, ... Whole numbers above 2^53 make their column one of texts.
/// Errors: FileError for arrays of other types or more dimensions, for missing or further bytes;
/// OutOfMemory before reading.
Table read_npy(InputFile& file, const ReadOptions& options = {});

}  // namespace occam::data
