#pragma once

#include <concepts>
#include <type_traits>

namespace occam {

/// A hyper-parameter of a description: a number that becomes an input of the plan, so that it may
/// be changed after the model is built and may differ between the members of a stack.
class Hyper {
 public:
  template <class T>
  requires std::is_arithmetic_v<T>
  constexpr Hyper(T value) : value_(static_cast<double>(value)) {}  // NOLINT: implicit by design
  constexpr double value() const { return value_; }
  bool operator==(const Hyper&) const = default;

 private:
  double value_;
};

/// A whole number of a description, implicit from any integer type (`.units = v.size()`).
class Int {
 public:
  template <std::integral T>
  constexpr Int(T value) : value_(static_cast<long long>(value)) {}  // NOLINT: implicit by design
  constexpr operator long long() const { return value_; }            // NOLINT: implicit by design

 private:
  long long value_;
};

}  // namespace occam
