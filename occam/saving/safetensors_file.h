#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "occam/saving/array_file.h"

namespace occam::saving {

/// A safetensors file with these arrays, by name. Source: huggingface/safetensors, format.
std::string safetensors_of(std::span<const NamedArray> arrays);

/// A safetensors file in memory. Read as its format says: a header of at most 100 MB without double
/// keys, data that are covered without gap or overlap, known types, sizes that fit.
class SafetensorsReader final : public ArrayFile {
 public:
  /// Throws FileError, opening with `where`, for what breaks a rule. `bytes` must outlive it.
  SafetensorsReader(std::string where, const std::string& bytes);

  std::vector<std::string> names() const;
  bool has(const std::string& name) const override;
  Shape shape(const std::string& name) const override;
  std::int64_t floats(const std::string& name, const Shape& shape,
                      std::span<float> values) const override;

 private:
  struct Tensor {
    std::string type;
    Shape shape;
    std::string_view bytes;
  };
  const Tensor& tensor(const std::string& name) const;

  std::string where_;
  std::map<std::string, Tensor> tensors_;
};

}  // namespace occam::saving
