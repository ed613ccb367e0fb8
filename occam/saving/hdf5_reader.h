#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "occam/saving/array_file.h"

namespace occam::saving {

/// An HDF5 file in memory, read by paths: the part of the format that h5py writes for Keras.
/// Followed are groups and plain contiguous or compact numbers that stand in the file itself: no
/// links, no other file, no filter, no plugin, no virtual set. Opening it is linear in its size,
/// whatever it claims.
class Hdf5Reader final : public ArrayFile {
 public:
  /// Throws FileError, opening with `where`, for what is no HDF5 file or a damaged one, also where
  /// two of its parts overlap. `bytes` must outlive it.
  Hdf5Reader(std::string where, const std::string& bytes);
  ~Hdf5Reader() override;

  /// True for a group or a data set.
  bool has(const std::string& path) const override;
  /// Names of a group's members, sorted; none without such a group.
  std::vector<std::string> members(const std::string& group) const;
  /// An attribute that is a text, or a list of texts; none where it is absent.
  std::optional<std::string> text(const std::string& path, const std::string& attribute) const;
  std::optional<std::vector<std::string>> texts(const std::string& path,
                                                const std::string& attribute) const;

  Shape shape(const std::string& path) const override;
  std::int64_t floats(const std::string& path, const Shape& shape,
                      std::span<float> values) const override;
  std::int64_t integer(const std::string& path) const;

 private:
  struct File;
  std::unique_ptr<File> file_;
};

}  // namespace occam::saving
