#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "occam/base/fields.h"

/// Field values of plain data that is written to files: enumerations by name, characters, values
/// that may be absent, structs inside structs.
namespace occam {

/// The names of an enumeration's values in files; specialised beside it:
///   static constexpr std::array texts = {std::pair{Color::kRed, "red"}, ...};
template <class Enum>
struct EnumTexts;

template <class Enum>
concept HasEnumTexts = requires {
  EnumTexts<Enum>::texts;
};

/// The texts of an enumeration's values, as choices of a field.
template <HasEnumTexts Enum>
constexpr Choices one_of() {
  Choices choices;
  for (const auto& [value, text] : EnumTexts<Enum>::texts) choices.texts[choices.count++] = text;
  return choices;
}

template <HasEnumTexts Enum>
struct FieldValue<Enum> {
  static constexpr std::string_view noun = "a known name";
  static Config write(Enum value) {
    for (const auto& [known, text] : EnumTexts<Enum>::texts) {
      if (known == value) return std::string_view(text);
    }
    throw InternalError("internal error: an enumeration's value without a name");
  }
  static std::optional<Enum> read(const Config& config) {
    if (config.text() == nullptr) return std::nullopt;
    for (const auto& [value, text] : EnumTexts<Enum>::texts) {
      if (*config.text() == text) return value;
    }
    return std::nullopt;
  }
};

template <>
struct FieldValue<char> {
  static constexpr std::string_view noun = "a character";
  static Config write(char value) { return std::string(1, value); }
  static std::optional<char> read(const Config& config) {
    const std::string* const text = config.text();
    return text != nullptr && text->size() == 1 ? std::optional((*text)[0]) : std::nullopt;
  }
};

template <class T>
struct FieldValue<std::optional<T>> {
  static constexpr std::string_view noun = FieldValue<T>::noun;
  static Config write(const std::optional<T>& value) {
    return value ? FieldValue<T>::write(*value) : Config();
  }
  static std::optional<std::optional<T>> read(const Config& config) {
    if (config.is_null()) return std::optional<T>();
    const std::optional<T> value = FieldValue<T>::read(config);
    return value ? std::optional(value) : std::nullopt;
  }
};

/// A tree of plain values as it is.
template <>
struct FieldValue<Config> {
  static constexpr std::string_view noun = "a value";
  static Config write(const Config& value) { return value; }
  static std::optional<Config> read(const Config& config) { return config; }
};

/// A struct inside another: a map. Reading throws as read_config does.
template <HasFields Struct>
requires std::default_initializable<Struct>
struct FieldValue<Struct> {
  static constexpr std::string_view noun = "a map";
  static Config write(const Struct& value) { return config_of(value); }
  static std::optional<Struct> read(const Config& config) {
    if (config.entries() == nullptr) return std::nullopt;
    Struct value;
    read_config(config, value);
    return value;
  }
};

}  // namespace occam
