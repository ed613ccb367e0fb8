#pragma once

#include <string>
#include <vector>

#include "occam/data/read_options.h"
#include "occam/data/row_batches.h"

namespace occam::data {

struct CsvBatchOptions {
  std::string target = {};                 ///< the column to predict
  std::vector<std::string> features = {};  ///< columns of x, in this order; empty: all others
  std::vector<std::string> classes = {};   ///< texts of the target: class 0, 1, ...; empty: numbers
  RowBatchOptions batches = {};
  ReadOptions read = {};  ///< separator, header, encoding; found from the file where not given
};

/// Batches of a table in a text file (also compressed) that is read anew in every epoch and need
/// not fit into memory. Cells are plain numbers, those of the target also `classes`.
/// Errors: FileError that names line and column of a cell that is none, missing ones included, or a
/// row of more or fewer cells; InvalidArgument for an unknown column, which names the known ones.
RowBatches csv_batches(const std::string& path, const CsvBatchOptions& options);

}  // namespace occam::data
