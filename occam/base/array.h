#pragma once

#include <cstddef>
#include <cstring>
#include <initializer_list>
#include <iosfwd>
#include <span>
#include <string>
#include <vector>

#include "occam/base/aligned_memory.h"
#include "occam/base/dtype.h"
#include "occam/base/errors.h"
#include "occam/base/shape.h"

namespace occam {

/// A row-major array of one element type, owning its elements or viewing the caller's.
/// Copying an owning array copies the elements; copying a view gives another view.
class Array {
 public:
  /// An empty float32 array of shape (0,).
  Array() : shape_{0} {}
  /// Zeros.
  Array(DType dtype, Shape shape);
  /// Takes `values` in row-major order. Throws InvalidArgument unless their number is shape.size().
  template <Element T>
  Array(Shape shape, const std::vector<T>& values) : Array(dtype_of<T>, std::move(shape)) {
    fill_from(std::span<const T>(values));
  }

  /// One axis: the listed values.
  template <Element T>
  static Array from(std::initializer_list<T> values) {
    return Array(Shape{static_cast<std::int64_t>(values.size())}, std::vector<T>(values));
  }
  template <Element T>
  static Array from(const std::vector<T>& values) {
    return Array(Shape{static_cast<std::int64_t>(values.size())}, values);
  }
  /// Values start, start + 1, ... below stop; int64 for integers, float64 for floating point (as
  /// np.arange).
  static Array arange(std::int64_t start, std::int64_t stop);
  static Array arange(std::int64_t stop) { return arange(0, stop); }
  /// Not owned: `values` must outlive the array and its copies. No element is copied.
  template <Element T>
  static Array view(std::span<const T> values, Shape shape) {
    return Array(values.data(), values.size(), dtype_of<T>, std::move(shape));
  }

  const Shape& shape() const { return shape_; }
  DType dtype() const { return dtype_; }
  std::int64_t size() const { return size_; }
  std::int64_t rank() const { return shape_.rank(); }
  bool owns() const { return viewed_ == nullptr; }

  const std::byte* bytes() const { return viewed_ != nullptr ? viewed_ : owned_.data(); }
  /// Elements in row-major order. Throws InvalidArgument when T is not the array's element type.
  template <Element T>
  std::span<const T> data() const {
    check_dtype(dtype_of<T>);
    return {reinterpret_cast<const T*>(bytes()), static_cast<std::size_t>(size_)};
  }
  /// Writable elements. Throws InvalidArgument for a view.
  template <Element T>
  std::span<T> mutable_data() {
    check_dtype(dtype_of<T>);
    check_owned();
    return {reinterpret_cast<T*>(owned_.data()), static_cast<std::size_t>(size_)};
  }

  /// The same elements in another shape; one size may be -1 and is worked out.
  Array reshape(Shape shape) const;
  /// Every element converted as a C++ static_cast does (float to integer truncates).
  Array astype(DType dtype) const;
  /// Rows [begin, end) of the first axis, as a view of this array. REQUIRES: this array outlives
  /// it.
  Array rows(std::int64_t begin, std::int64_t end) const;
  /// Element at a flat row-major position, as double.
  double at(std::int64_t flat) const;

 private:
  Array(const void* data, std::size_t count, DType dtype, Shape shape);
  void check_dtype(DType wanted) const;
  void check_owned() const;
  template <class T>
  void fill_from(std::span<const T> values) {
    if (static_cast<std::int64_t>(values.size()) != size_) {
      throw_invalid_value("Array", "values",
                          std::to_string(size_) + " elements for shape " + to_text(shape_),
                          std::to_string(values.size()) + " elements");
    }
    if (!values.empty()) std::memcpy(owned_.data(), values.data(), values.size_bytes());
  }

  DType dtype_ = DType::kFloat32;
  Shape shape_;
  std::int64_t size_ = 0;
  Bytes owned_;
  const std::byte* viewed_ = nullptr;
};

/// The elements as NumPy's str() with default options: "[[1.25 2.5 ]\n [0.   5.  ]]". Columns
/// align, more than 1000 elements show only their edges ("..."), floats have at most 8 digits
/// behind the point, with an exponent for magnitudes far apart. A scalar, shape (), prints all its
/// digits.
std::string to_text(const Array& array);
/// As tf.Tensor prints, with "Array" for "tf.Tensor"; a text of several lines starts on its own:
/// "Array(\n[[1.25 2.5 ]\n [0.   5.  ]], shape=(2, 2), dtype=float32)".
std::ostream& operator<<(std::ostream& out, const Array& array);

}  // namespace occam
