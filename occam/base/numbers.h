#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "occam/base/field_value.h"

namespace occam {

/// A number of a description, or several: `.alpha = 0.25`, `.alpha = {0.2, 0.8}`. A list of one is
/// not the number alone.
class Numbers {
 public:
  template <class T>
  requires std::is_arithmetic_v<T> Numbers(T number)  // NOLINT: implicit by design
      : items_{static_cast<double>(number)} {}
  Numbers(std::initializer_list<double> items) : is_list_(true), items_(items) {}
  Numbers(std::vector<double> items) : is_list_(true), items_(std::move(items)) {}  // NOLINT

  bool is_list() const { return is_list_; }
  const std::vector<double>& items() const { return items_; }
  bool operator==(const Numbers&) const = default;

 private:
  bool is_list_ = false;
  std::vector<double> items_;
};

/// Numbers or nothing (Keras's None).
class MaybeNumbers {
 public:
  MaybeNumbers() = default;
  template <class T>
  requires std::is_arithmetic_v<T> MaybeNumbers(T number)  // NOLINT: implicit by design
      : numbers_(Numbers(number)) {}
  MaybeNumbers(std::initializer_list<double> items) : numbers_(Numbers(items)) {}
  MaybeNumbers(Numbers numbers) : numbers_(std::move(numbers)) {}  // NOLINT: implicit by design

  bool has_value() const { return numbers_.has_value(); }
  /// REQUIRES: has_value().
  const Numbers& value() const { return *numbers_; }
  bool operator==(const MaybeNumbers&) const = default;

 private:
  std::optional<Numbers> numbers_;
};

template <>
struct FieldValue<Numbers> {
  static constexpr std::string_view noun = "a number or a list of numbers";
  static constexpr bool whole = false, single = true;
  static Config write(const Numbers& numbers) {
    if (!numbers.is_list()) return numbers.items()[0];
    return FieldValue<std::vector<double>>::write(numbers.items());
  }
  static std::optional<Numbers> read(const Config& config) {
    if (const auto number = FieldValue<double>::read(config)) return Numbers(*number);
    auto items = FieldValue<std::vector<double>>::read(config);
    return items ? std::optional<Numbers>(std::move(*items)) : std::nullopt;
  }
  static std::optional<double> number(const Numbers& numbers) {
    return numbers.is_list() ? std::nullopt : std::optional(numbers.items()[0]);
  }
};

template <>
struct FieldValue<MaybeNumbers> {
  using Value = FieldValue<Numbers>;
  static constexpr std::string_view noun = "a number, a list of numbers or none";
  static constexpr bool whole = false, single = false;
  static Config write(const MaybeNumbers& numbers) {
    return numbers.has_value() ? Value::write(numbers.value()) : Config();
  }
  static std::optional<MaybeNumbers> read(const Config& config) {
    if (config.is_null()) return MaybeNumbers();
    auto numbers = Value::read(config);
    return numbers ? std::optional<MaybeNumbers>(std::move(*numbers)) : std::nullopt;
  }
  static std::optional<double> number(const MaybeNumbers& numbers) {
    return numbers.has_value() ? Value::number(numbers.value()) : std::nullopt;
  }
};

}  // namespace occam
