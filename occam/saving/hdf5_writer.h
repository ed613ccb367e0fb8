#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "occam/base/shape.h"

namespace occam::saving {

/// An HDF5 file that is made in memory, of the oldest form, which every HDF5 reads: superblock 0,
/// contiguous little-endian numbers. Groups on the way to a path are made with it.
class Hdf5Writer {
 public:
  Hdf5Writer();
  ~Hdf5Writer();
  /// A group, with a text attribute `name` unless that is empty.
  void group(const std::string& path, const std::string& name = {});
  /// An attribute of a group: a text, or a list of texts as NumPy's bytes.
  void text(const std::string& path, const std::string& attribute, std::string value);
  void texts(const std::string& path, const std::string& attribute,
             std::vector<std::string> values);
  /// A data set.
  void floats(const std::string& path, const Shape& shape, std::span<const float> values);
  /// The same without a copy: the numbers must live until bytes() has been called.
  void floats_in_place(const std::string& path, const Shape& shape, std::span<const float> values);
  void zeros(const std::string& path, const Shape& shape);
  void number(const std::string& path, float value);
  void integer(const std::string& path, std::int64_t value);
  /// The finished file.
  std::string bytes() const;

 private:
  struct Node;
  Node& node(const std::string& path);
  std::unique_ptr<Node> root_;
};

}  // namespace occam::saving
