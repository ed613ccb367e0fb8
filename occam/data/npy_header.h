#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "occam/data/input_file.h"

namespace occam::data {

/// What an NPY file (1.0 to 3.0) of numbers or booleans says of itself.
struct NpyHeader {
  char kind = 'f';  ///< f, i, u, b
  std::size_t item_bytes = 8;
  bool big_endian = false;
  bool fortran = false;
  std::vector<std::int64_t> shape;

  /// A number of the file; `exact` is cleared when float64 cannot hold it.
  double number(const std::byte* item, bool& exact) const;
  /// The integer of the file as a text.
  std::string text(const std::byte* item) const;
};

/// Errors: FileError for what is no header of such a file.
NpyHeader read_npy_header(InputFile& file);

}  // namespace occam::data
