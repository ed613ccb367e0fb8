#pragma once

#include <span>
#include <string>
#include <vector>

#include "occam/saving/array_file.h"
#include "occam/saving/zip_archive.h"

namespace occam::saving {

/// An npz archive with these arrays, as numpy.savez writes it. Source: NumPy, NPY format 1.0.
std::string npz_of(std::span<const NamedArray> arrays);

/// An npz archive in memory; numpy.savez's or savez_compressed's. Headers are read when it is
/// opened, numbers when they are asked for. An array of Python objects is refused.
class NpzReader final : public ArrayFile {
 public:
  /// Throws FileError, opening with `where`. `bytes` must outlive it.
  NpzReader(std::string where, const std::string& bytes);

  std::vector<std::string> names() const;
  bool has(const std::string& name) const override;
  Shape shape(const std::string& name) const override;
  std::int64_t floats(const std::string& name, const Shape& shape,
                      std::span<float> values) const override;

 private:
  struct Stored;
  Stored stored(const std::string& name) const;

  std::string where_;
  ZipReader archive_;
  std::vector<std::string> names_;
};

}  // namespace occam::saving
