#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "occam/base/shape.h"
#include "occam/data/input_file.h"

namespace occam::data {

/// What every NPY file starts with; two bytes of the version follow.
inline constexpr std::string_view kNpyMagic = "\x93NUMPY";

/// What an NPY file (1.0 to 3.0) says of its array.
struct NpyHeader {
  std::string type;  ///< as NumPy writes it: "<f4"
  char kind = 0;     ///< f, i, u, b; 0: no numbers
  std::size_t item_bytes = 0;
  bool big_endian = false;
  bool fortran = false;  ///< the first axis runs fastest
  std::vector<std::int64_t> shape;
  bool too_large = false;  ///< more than 2^56 elements, axes of 0 left out: no file has them

  bool holds_numbers() const { return kind != 0; }
  /// A number of the file; `exact` is cleared when float64 cannot hold it.
  double number(const std::byte* item, bool& exact) const;
  /// The integer of the file as a text.
  std::string text(const std::byte* item) const;
};

/// The dictionary behind magic, version and length, as text; none when it is no header.
std::optional<NpyHeader> npy_header_of(std::string_view dictionary);

/// The start of an NPY file, version 1.0, up to the numbers: of this type ("<f4") and shape, in C
/// order. They begin at a multiple of 64 bytes, as NumPy writes them.
std::string npy_start(std::string_view type, const Shape& shape);

/// From the start of a file. Errors: FileError for what is no header of an array of numbers or
/// booleans.
NpyHeader read_npy_header(InputFile& file);

}  // namespace occam::data
