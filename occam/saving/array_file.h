#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "occam/base/shape.h"

namespace occam::saving {

/// Of an array in a file; more is damage (NumPy's limit).
inline constexpr std::size_t kMostAxes = 32;

/// Arrays of numbers by name, out of a file that is in memory: HDF5, safetensors, npz.
class ArrayFile {
 public:
  virtual ~ArrayFile() = default;
  /// Is there something of this name?
  virtual bool has(const std::string& name) const = 0;
  /// Shape of an array whose bytes are all in the file. Throws FileError for one that is missing,
  /// damaged or claims more.
  virtual Shape shape(const std::string& name) const = 0;
  /// Its numbers as float32. Returns how many of them had to be rounded to it. Throws FileError
  /// unless the array has this shape and holds floating point numbers within float32's range.
  virtual std::int64_t floats(const std::string& name, const Shape& shape,
                              std::span<float> values) const = 0;
};

/// An array that is to be written.
struct NamedArray {
  std::string name;
  Shape shape;
  std::span<const float> values;
};

}  // namespace occam::saving
