#pragma once

#include <cstddef>
#include <span>

#include "occam/data/input_file.h"
#include "occam/data/read_options.h"
#include "occam/data/table.h"

namespace occam::data {

/// Whether the first lines are "LABEL INDEX:VALUE ...", as libsvm, svmlight and XGBoost write.
bool starts_as_libsvm(std::span<const std::byte> first);

/// Reads a sparse table: column label, and column1, column2, ... by the indices of the file (from
/// column0 where it counts from 0). What a row does not name is 0. "qid:7" becomes column qid;
/// a comment begins with '#'.
/// Errors: FileError with the line for what is no such row, an index twice or not increasing;
/// OutOfMemory for the dense table before it is made.
Table read_libsvm(InputFile& file, const ReadOptions& options = {});

}  // namespace occam::data
