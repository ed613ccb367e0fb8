#pragma once

#include <charconv>
#include <cmath>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "occam/base/axis_list.h"
#include "occam/base/config.h"
#include "occam/base/dims.h"
#include "occam/base/errors.h"
#include "occam/base/integer.h"
#include "occam/base/maybe_number.h"

namespace occam {

/// How a member of an option struct is written to a config and read from one. A type that may stand
/// among fields() specialises it:
///   static constexpr std::string_view noun;               what a message expects: "a number"
///   static Config write(const T&);
///   static std::optional<T> read(const Config&);          none: of another kind
///   static std::optional<double> number(const T&);        what a range checks; optional
///   static constexpr bool whole, single;                  an integer; computed in float32
template <class T>
struct FieldValue;

template <>
struct FieldValue<bool> {
  static constexpr std::string_view noun = "true or false";
  static Config write(bool value) { return value; }
  static std::optional<bool> read(const Config& config) {
    const bool* const value = config.boolean();
    return value != nullptr ? std::optional(*value) : std::nullopt;
  }
};

template <>
struct FieldValue<double> {
  static constexpr std::string_view noun = "a number";
  static constexpr bool whole = false, single = false;
  static Config write(double value) { return value; }
  static std::optional<double> read(const Config& config) {
    if (const double* value = config.number()) return *value;
    if (const std::int64_t* value = config.integer()) return static_cast<double>(*value);
    return std::nullopt;
  }
  static std::optional<double> number(double value) { return value; }
};

template <>
struct FieldValue<Int> {
  static constexpr std::string_view noun = "an integer";
  static constexpr bool whole = true, single = false;
  static Config write(Int value) { return static_cast<long long>(value); }
  static std::optional<Int> read(const Config& config) {
    if (const std::int64_t* value = config.integer()) return Int(*value);
    const double* const value = config.number();
    if (value == nullptr || std::abs(*value) > 0x1p53 || *value != std::floor(*value))
      return std::nullopt;
    return Int(static_cast<std::int64_t>(*value));
  }
  static std::optional<double> number(Int value) {
    return static_cast<double>(static_cast<long long>(value));
  }
};

template <>
struct FieldValue<int> {
  static constexpr std::string_view noun = "an integer";
  static constexpr bool whole = true, single = false;
  static Config write(int value) { return value; }
  static std::optional<int> read(const Config& config) {
    const std::int64_t* const value = config.integer();
    if (value == nullptr || *value != static_cast<int>(*value)) return std::nullopt;
    return static_cast<int>(*value);
  }
  static std::optional<double> number(int value) { return value; }
};

/// A count of what a run has done; numbers of a description are an Int.
template <>
struct FieldValue<std::int64_t> {
  static constexpr std::string_view noun = "an integer";
  static Config write(std::int64_t value) { return value; }
  static std::optional<std::int64_t> read(const Config& config) {
    const std::int64_t* const value = config.integer();
    return value != nullptr ? std::optional(*value) : std::nullopt;
  }
};

/// A counter or a seed. As text: a number of 64 bits is none in every JSON reader.
template <>
struct FieldValue<std::uint64_t> {
  static constexpr std::string_view noun = "the digits of an integer";
  static Config write(std::uint64_t value) { return std::to_string(value); }
  static std::optional<std::uint64_t> read(const Config& config) {
    const std::string* const text = config.text();
    if (text == nullptr) return std::nullopt;
    std::uint64_t value = 0;
    const char* const end = text->data() + text->size();
    const auto read = std::from_chars(text->data(), end, value);
    return read.ec == std::errc() && read.ptr == end ? std::optional(value) : std::nullopt;
  }
};

template <>
struct FieldValue<MaybeNumber> {
  static constexpr std::string_view noun = "a number or none";
  static constexpr bool whole = false, single = false;
  static Config write(const MaybeNumber& value) {
    return value.has_value() ? Config(value.value()) : Config();
  }
  static std::optional<MaybeNumber> read(const Config& config) {
    if (config.is_null()) return MaybeNumber();
    const auto value = FieldValue<double>::read(config);
    return value ? std::optional<MaybeNumber>(*value) : std::nullopt;
  }
  static std::optional<double> number(const MaybeNumber& value) {
    return value.has_value() ? std::optional(value.value()) : std::nullopt;
  }
};

template <>
struct FieldValue<MaybeInt> {
  static constexpr std::string_view noun = "an integer or none";
  static constexpr bool whole = true, single = false;
  static Config write(const MaybeInt& value) {
    return value.has_value() ? Config(value.value()) : Config();
  }
  static std::optional<MaybeInt> read(const Config& config) {
    if (config.is_null()) return MaybeInt();
    const auto value = FieldValue<Int>::read(config);
    return value ? std::optional<MaybeInt>(static_cast<long long>(*value)) : std::nullopt;
  }
  static std::optional<double> number(const MaybeInt& value) {
    return value.has_value() ? std::optional(static_cast<double>(value.value())) : std::nullopt;
  }
};

template <>
struct FieldValue<std::string> {
  static constexpr std::string_view noun = "a text";
  static Config write(const std::string& value) { return value; }
  static std::optional<std::string> read(const Config& config) {
    const std::string* const value = config.text();
    return value != nullptr ? std::optional(*value) : std::nullopt;
  }
};

template <class T>
struct FieldValue<std::vector<T>> {
  static constexpr std::string_view noun = "a list";
  static Config write(const std::vector<T>& values) {
    Config::List list;
    for (const T& value : values) list.push_back(FieldValue<T>::write(value));
    return list;
  }
  static std::optional<std::vector<T>> read(const Config& config) {
    if (config.list() == nullptr) return std::nullopt;
    std::vector<T> values;
    for (const Config& item : *config.list()) {
      std::optional<T> value = FieldValue<T>::read(item);
      if (!value) return std::nullopt;
      values.push_back(std::move(*value));
    }
    return values;
  }
};

template <class T>
struct FieldValue<std::map<std::string, T, std::less<>>> {
  using Map = std::map<std::string, T, std::less<>>;
  static constexpr std::string_view noun = "a map";
  static Config write(const Map& values) {
    Config::Map map;
    for (const auto& [key, value] : values) map.push_back({key, FieldValue<T>::write(value)});
    return map;
  }
  static std::optional<Map> read(const Config& config) {
    if (config.entries() == nullptr) return std::nullopt;
    Map values;
    for (const ConfigEntry& entry : *config.entries()) {
      std::optional<T> value = FieldValue<T>::read(entry.value);
      if (!value) return std::nullopt;
      values.insert_or_assign(entry.key, std::move(*value));
    }
    return values;
  }
};

template <>
struct FieldValue<AxisList> {
  static constexpr std::string_view noun = "an integer or a list of integers";
  static Config write(const AxisList& axis) {
    if (!axis.is_list()) return axis.axes()[0];
    return FieldValue<std::vector<Int>>::write({axis.axes().begin(), axis.axes().end()});
  }
  static std::optional<AxisList> read(const Config& config) {
    if (const auto one = FieldValue<Int>::read(config))
      return AxisList(static_cast<long long>(*one));
    const auto several = FieldValue<std::vector<Int>>::read(config);
    if (!several) return std::nullopt;
    return AxisList(std::vector<std::int64_t>(several->begin(), several->end()));
  }
};

template <>
struct FieldValue<Dims> {
  static constexpr std::string_view noun = "a list of sizes or none";
  static Config write(const Dims& dims) {
    if (!dims) return {};
    Config::List list;
    for (const std::int64_t size : dims.shape()) {
      if (size == kUnknownSize) {
        list.emplace_back();
      } else {
        list.emplace_back(size);
      }
    }
    return list;
  }
  static std::optional<Dims> read(const Config& config) {
    if (config.is_null()) return Dims();
    if (const std::int64_t* size = config.integer()) return Dims(*size);
    if (config.list() == nullptr) return std::nullopt;
    std::vector<std::int64_t> sizes;
    for (const Config& item : *config.list()) {
      if (item.integer() == nullptr && !item.is_null()) return std::nullopt;
      sizes.push_back(item.is_null() ? kUnknownSize : *item.integer());
    }
    return Dims(std::move(sizes));
  }
};

}  // namespace occam
