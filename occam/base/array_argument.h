#pragma once

#include <optional>

#include "occam/base/array.h"
#include "occam/base/field_value.h"

namespace occam {

/// An array as an argument: nested lists of numbers, a number alone for shape (), none for an empty
/// one. Equal are arrays of the same shape and numbers.
class ArrayArgument {
 public:
  ArrayArgument() = default;
  ArrayArgument(Array array) : array_(std::move(array)) {}                        // NOLINT
  ArrayArgument(double number) : array_(Shape{}, std::vector<double>{number}) {}  // NOLINT
  template <Number T>
  ArrayArgument(std::initializer_list<T> values) : array_(values) {}
  template <Number T>
  ArrayArgument(std::initializer_list<std::initializer_list<T>> rows) : array_(rows) {}

  const Array& array() const { return array_; }
  bool has_value() const { return array_.size() > 0; }
  bool operator==(const ArrayArgument& other) const;

 private:
  Array array_;
};

template <>
struct FieldValue<ArrayArgument> {
  static constexpr std::string_view noun = "a number, a list of numbers or none";
  static Config write(const ArrayArgument& value);
  static std::optional<ArrayArgument> read(const Config& config);
};

}  // namespace occam
