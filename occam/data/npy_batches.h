#pragma once

#include <string>

#include "occam/data/row_batches.h"

namespace occam::data {

/// Batches of two NumPy files of numbers or booleans, also compressed, that are read anew in every
/// epoch and need not fit into memory: samples (rows, ...) and targets (rows,) or (rows, ...).
/// Errors: FileError for other arrays, those in Fortran's order, files of different lengths or with
/// missing bytes, a number that is not finite in float32, which names the row.
RowBatches npy_batches(const std::string& x, const std::string& y,
                       const RowBatchOptions& options = {});

}  // namespace occam::data
