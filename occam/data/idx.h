#pragma once

#include <cstdint>
#include <string>

#include "occam/base/array.h"

namespace occam::data {

struct IdxOptions {
  std::int64_t max_bytes = std::int64_t{1} << 33;  ///< more elements than this are refused
};

/// Reads an IDX file, plain or gzip-compressed: the format of MNIST and Fashion-MNIST.
///
/// Format: 00 00 type rank, then `rank` big-endian uint32 sizes, then the elements, big-endian.
/// uint8, int32, float32 and float64 keep their type; int8 and int16 become int32.
/// A header that promises more than the file holds costs no more memory than the file justifies.
/// Errors: FileError for a wrong header, missing, damaged or surplus bytes, or over max_bytes.
Array read_idx(const std::string& path, const IdxOptions& options = {});

}  // namespace occam::data
