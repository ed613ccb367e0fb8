#pragma once

#include <compare>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace occam {

/// A size that a description leaves open: "None" in Keras.
inline constexpr std::int64_t kUnknownSize = -1;

/// Sizes of an array's axes, outermost first. A scalar has rank 0. Only a description's shape may
/// have unknown sizes; an array's has none.
class Shape {
 public:
  Shape() = default;
  Shape(std::initializer_list<std::int64_t> dims) : dims_(dims) {}
  explicit Shape(std::vector<std::int64_t> dims) : dims_(std::move(dims)) {}

  std::int64_t rank() const { return static_cast<std::int64_t>(dims_.size()); }
  /// Negative axes count from the end, as in NumPy. Throws InvalidArgument unless -rank <= axis <
  /// rank.
  std::int64_t operator[](std::int64_t axis) const {
    const auto index = static_cast<std::size_t>(axis < 0 ? axis + rank() : axis);
    if (index >= dims_.size()) throw_no_axis(axis);
    return dims_[index];
  }
  std::int64_t back() const { return (*this)[-1]; }
  const std::vector<std::int64_t>& dims() const { return dims_; }
  auto begin() const { return dims_.begin(); }
  auto end() const { return dims_.end(); }

  /// Product of the sizes; 1 for a scalar. Throws InvalidArgument on overflow of 2^62 and for an
  /// unknown size.
  std::int64_t size() const;
  /// The shape without its first axis. Throws InvalidArgument for a scalar's.
  Shape tail() const {
    if (dims_.empty()) throw_no_axis(0);
    return Shape(std::vector<std::int64_t>(dims_.begin() + 1, dims_.end()));
  }
  /// Is there no unknown size?
  bool is_known() const;
  /// Equal, or unknown where they differ.
  bool could_be(const Shape& known) const;
  /// The shape with one more axis in front.
  Shape with_front(std::int64_t size) const;

  bool operator==(const Shape&) const = default;
  /// Lexicographic, so that shapes can be keys.
  auto operator<=>(const Shape&) const = default;

 private:
  [[noreturn]] void throw_no_axis(std::int64_t axis) const;

  std::vector<std::int64_t> dims_;
};

/// a * b, or InvalidArgument when the product does not fit 2^62. REQUIRES: a, b >= 0.
std::int64_t checked_mul(std::int64_t a, std::int64_t b);

/// As NumPy prints it: "(5, 2)", "(3,)", "()"; an unknown size is "None".
std::string to_text(const Shape& shape);

/// Numbers that are no sizes (axes, positions), as Python prints a tuple: "(0, -1)", "(3,)", "()".
std::string tuple_text(const std::vector<std::int64_t>& numbers);

}  // namespace occam
