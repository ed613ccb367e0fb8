#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace occam::data {

/// What every NPY file starts with; two bytes of the version follow.
inline constexpr std::string_view kNpyMagic = "\x93NUMPY";

/// What an NPY file says of its array.
struct NpyHeader {
  std::string type;  ///< as NumPy writes it: "<f4"
  char kind = 0;     ///< f, i, u, b; 0: no numbers
  std::size_t item_bytes = 0;
  bool big_endian = false;
  bool fortran = false;  ///< the first axis runs fastest
  std::vector<std::int64_t> shape;

  bool holds_numbers() const { return kind != 0; }
};

/// The dictionary behind magic, version and length, as text; none when it is no header.
std::optional<NpyHeader> npy_header_of(std::string_view dictionary);

}  // namespace occam::data
