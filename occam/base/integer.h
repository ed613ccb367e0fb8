#pragma once

#include <concepts>

namespace occam {

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
