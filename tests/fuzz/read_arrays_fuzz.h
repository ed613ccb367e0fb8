#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "occam/base/errors.h"
#include "occam/saving/array_file.h"

namespace occam::fuzz {

inline void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "broken promise: %s\n", what);
  std::abort();
}

/// Reads every array that a reader names: it has the bytes of its shape or is refused. All of them
/// together are not more than a file of `bytes` can hold, each number at least one bit of it.
inline void read_arrays(const saving::ArrayFile& file, const std::vector<std::string>& names,
                        std::size_t bytes) {
  std::size_t total = 0;
  for (const std::string& name : names) {
    try {
      const Shape shape = file.shape(name);
      require(shape.rank() <= 32, "more than 32 axes");
      const auto size = static_cast<std::size_t>(shape.size());
      require(size <= 1024 * bytes, "an array that is larger than its file");
      std::vector<float> values(size);
      file.floats(name, shape, values);
      total += size;
      require(total <= 1024 * bytes, "arrays that are larger than their file");
    } catch (const FileError&) {
    }
  }
}

/// body(text) of any bytes: FileError is the only refusal, in one line.
template <class Body>
int refused_or_read(const std::uint8_t* data, std::size_t size, const Body& body) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  try {
    body(bytes);
  } catch (const FileError& error) {
    require(std::string(error.what()).starts_with("file"),
            "a message that does not open with the file");
  } catch (const OutOfMemory&) {
  }
  return 0;
}

}  // namespace occam::fuzz
