#pragma once

#include <concepts>
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

/// A whole number or nothing.
class MaybeInt {
 public:
  constexpr MaybeInt() = default;
  template <std::integral T>
  constexpr MaybeInt(T value)  // NOLINT: implicit by design
      : has_value_(true), value_(static_cast<long long>(value)) {}
  constexpr bool has_value() const { return has_value_; }
  /// REQUIRES: has_value().
  constexpr long long value() const { return value_; }
  bool operator==(const MaybeInt&) const = default;

 private:
  bool has_value_ = false;
  long long value_ = 0;
};

}  // namespace occam
