#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include "occam/base/shape.h"

namespace occam {

/// Sizes in a description, or nothing: `.input_shape = {28, 28}`, `.kernel_size = 3`; one that is
/// not known is kUnknownSize.
class Dims {
 public:
  Dims() = default;
  template <std::integral T>
  Dims(T size)
      : set_(true), dims_{static_cast<std::int64_t>(size)} {}  // NOLINT: implicit by design
  Dims(std::initializer_list<std::int64_t> dims) : set_(true), dims_(dims) {}
  Dims(std::vector<std::int64_t> dims) : set_(true), dims_(std::move(dims)) {}  // NOLINT
  Dims(const Shape& shape) : set_(true), dims_(shape.dims()) {}                 // NOLINT

  explicit operator bool() const { return set_; }
  Shape shape() const { return Shape(dims_); }
  bool operator==(const Dims&) const = default;

 private:
  bool set_ = false;
  std::vector<std::int64_t> dims_;
};

}  // namespace occam
