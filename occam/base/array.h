#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <iosfwd>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "occam/base/aligned_memory.h"
#include "occam/base/dtype.h"
#include "occam/base/errors.h"
#include "occam/base/shape.h"

namespace occam {

/// A row-major array of one element type, owning its elements or viewing the caller's: float32,
/// float64, int32, int64 or uint8. Other numbers are stored as the type that holds them (StoredAs):
/// bool as uint8, short as int32, unsigned, long long and std::size_t as int64.
/// Copying an owning array copies the elements; copying a view gives another view.
class Array {
 public:
  /// An empty float32 array of shape (0,).
  Array() : shape_{0} {}
  /// Zeros.
  Array(DType dtype, Shape shape);
  /// Takes `values` (a vector, a span, ...) in row-major order. Throws InvalidArgument unless their
  /// number is shape.size(), and for a number from 2^63 on.
  template <NumberRange Range>
  Array(Shape shape, const Range& values)
      : Array(dtype_of<StoredAs<typename Range::value_type>>, std::move(shape)) {
    fill_from(values);
  }
  /// The listed values: Array{0, 2, 1}, Array{{1, 2}, {3, 4}}, or three levels of braces. int gives
  /// int32, double float64, float float32. Throws InvalidArgument when rows differ in length.
  template <Number T>
  Array(std::initializer_list<T> values)
      : Array(Shape{static_cast<std::int64_t>(values.size())}, values) {}
  template <Number T>
  Array(std::initializer_list<std::initializer_list<T>> rows) : Array(stacked(rows)) {}
  template <Number T>
  Array(std::initializer_list<std::initializer_list<std::initializer_list<T>>> tables)
      : Array(stacked(tables)) {}

  /// The same as functions, where T may be given: from<float>({1, 2}).
  template <Number T>
  static Array from(std::initializer_list<T> values) {
    return Array(values);
  }
  template <Number T>
  static Array from(std::initializer_list<std::initializer_list<T>> rows) {
    return Array(rows);
  }
  template <Number T>
  static Array from(std::initializer_list<std::initializer_list<std::initializer_list<T>>> tables) {
    return Array(tables);
  }
  /// One axis: a copy of a vector, a span, ...
  template <NumberRange Range>
  static Array from(const Range& values) {
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
  /// Every element converted; float to integer truncates. Throws InvalidArgument for an element
  /// that `dtype` cannot hold: NaN or 3e9 as int32, 256 as uint8, 1e300 as float32. NaN and
  /// infinity stay what they are between float types.
  Array astype(DType dtype) const;
  /// Rows [begin, end) of the first axis, as a view of this array. REQUIRES: this array outlives
  /// it.
  Array rows(std::int64_t begin, std::int64_t end) const;
  /// Element at a flat row-major position, as double. Throws InvalidArgument unless 0 <= flat <
  /// size().
  double at(std::int64_t flat) const;

 private:
  Array(const void* data, std::size_t count, DType dtype, Shape shape);
  void check_dtype(DType wanted) const;
  void check_owned() const;
  void check_count(std::size_t count) const;
  [[noreturn]] static void throw_too_large(std::uint64_t value);
  /// Throws unless row `index` has the shape of the rows of `whole`.
  static void check_row(const Shape& whole, const Shape& next, std::size_t index);

  template <class Range>
  void fill_from(const Range& values) {
    using T = typename Range::value_type;
    using Stored = StoredAs<T>;
    check_count(values.size());
    if constexpr (std::is_same_v<T, Stored> && requires { values.data(); }) {
      if (size_ > 0) std::memcpy(owned_.data(), values.data(), owned_.size());
    } else {
      Stored* out = reinterpret_cast<Stored*>(owned_.data());
      for (const T value : values) {
        if constexpr (std::is_unsigned_v<T> && sizeof(T) == sizeof(std::int64_t)) {
          if (value > std::numeric_limits<std::int64_t>::max()) throw_too_large(value);
        }
        *out++ = static_cast<Stored>(value);
      }
    }
  }

  template <class Rows>
  static Array stacked(const Rows& rows) {
    Array result;
    std::size_t index = 0;
    for (const auto& row : rows) {
      const Array next(row);
      if (index == 0) {
        result = Array(next.dtype_, next.shape_.with_front(static_cast<std::int64_t>(rows.size())));
      }
      check_row(result.shape_, next.shape_, index);
      if (!next.owned_.empty()) {
        std::memcpy(result.owned_.data() + index * next.owned_.size(), next.bytes(),
                    next.owned_.size());
      }
      ++index;
    }
    return result;
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
