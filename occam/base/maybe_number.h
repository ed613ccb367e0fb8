#pragma once

#include <type_traits>

namespace occam {

/// A number or nothing (Keras's None), for members written with braces: `.baseline = 0.2`, or not
/// at all.
class MaybeNumber {
 public:
  constexpr MaybeNumber() = default;
  template <class T>
  requires std::is_arithmetic_v<T>
  constexpr MaybeNumber(T value)  // NOLINT: implicit by design
      : has_value_(true), value_(static_cast<double>(value)) {}
  constexpr bool has_value() const { return has_value_; }
  /// REQUIRES: has_value().
  constexpr double value() const { return value_; }
  bool operator==(const MaybeNumber&) const = default;

 private:
  bool has_value_ = false;
  double value_ = 0.0;
};

}  // namespace occam
