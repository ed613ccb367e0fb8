#pragma once

#include <span>
#include <string>

#include "occam/data/read_options.h"
#include "occam/data/table.h"

namespace occam::data {

/// Reads a table from a file of rows of text (CSV, or with semicolons, tabs, pipes or spaces), an
/// NPY file of numbers or a libsvm file, each also compressed with gzip or zstd; the path "-" is
/// standard input. What the file is, is told from its bytes, not from its name.
///
/// Columns are read as a person would: numbers in whatever notation, dates, else texts; what was
/// decided stands in Table::reading() and Column::reading().
///
/// Errors: FileError with every fault found in the file, and line and column of the first of each
/// kind; UnreadableFile; OutOfMemory before reading a file too large; InvalidArgument for options.
Table read_table(const std::string& path, const ReadOptions& options = {});

/// The rows of several files with the same columns, one below the other.
Table read_table(std::span<const std::string> paths, const ReadOptions& options = {});

}  // namespace occam::data
