#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "occam/base/array.h"

namespace occam::data {

/// Rows to learn from, in the element type they came in. A batch is made by kernels::gather_rows,
/// which converts the rows to float32 and multiplies them by `scale`.
struct Dataset {
  Array x = {};        ///< (rows, ...) features
  Array y = {};        ///< (rows,) class numbers, or (rows, outputs) float32
  float scale = 1.0f;  ///< 1/255 for images of bytes
  std::vector<std::string> feature_names = {};  ///< one a column of x, or none
  std::vector<std::string> class_names = {};    ///< by class number; none for regression

  std::int64_t rows() const { return x.rank() == 0 ? 0 : x.shape()[0]; }
};

/// The given rows, in the given order, with the same names and scale.
/// Errors: InvalidArgument for a row outside [0, dataset.rows()).
Dataset take_rows(const Dataset& dataset, const std::vector<std::int64_t>& rows);

/// Throws InvalidArgument unless x has rows and y as many, and names, where given, fit the sizes.
void check_dataset(const Dataset& dataset);

}  // namespace occam::data
