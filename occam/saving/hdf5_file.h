#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "occam/base/shape.h"

namespace occam::saving {

/// An HDF5 file that is made in memory. Groups on the way to a path are made with it.
class Hdf5Writer {
 public:
  Hdf5Writer();
  ~Hdf5Writer();
  /// A group, with a text attribute `name` unless that is empty.
  void group(const std::string& path, const std::string& name = {});
  void floats(const std::string& path, const Shape& shape, std::span<const float> values);
  void integer(const std::string& path, std::int64_t value);
  /// The finished file; nothing is added afterwards.
  std::string bytes();

 private:
  struct File;
  std::unique_ptr<File> file_;
};

/// An HDF5 file in memory, read by paths. Only groups and data sets that stand in the file itself
/// are followed: no soft, external or virtual link, no plugin, no compression.
class Hdf5Reader {
 public:
  /// Throws FileError, opening with `where`, for what is no HDF5 file. `bytes` must outlive it.
  Hdf5Reader(std::string where, const std::string& bytes);
  ~Hdf5Reader();

  /// True for a group or a data set.
  bool has(const std::string& path) const;
  /// How many members a group has; 0 without such a group.
  std::size_t count(const std::string& group) const;
  /// Shape of a data set of numbers whose bytes are all in the file. Throws FileError for others.
  Shape shape(const std::string& path) const;
  /// Throws FileError unless the data set holds floating point numbers of this shape.
  void floats(const std::string& path, const Shape& shape, std::span<float> values) const;
  std::int64_t integer(const std::string& path) const;

 private:
  struct File;
  std::unique_ptr<File> file_;
};

}  // namespace occam::saving
