#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "occam/base/field_value.h"

namespace occam {

/// A text of a description, or none (Keras's None): `.average = "macro"`. Its struct checks choices
/// itself.
class MaybeText {
 public:
  MaybeText() = default;
  MaybeText(std::string text) : text_(std::move(text)) {}    // NOLINT: implicit by design
  MaybeText(const char* text) : text_(std::string(text)) {}  // NOLINT: implicit by design

  bool has_value() const { return text_.has_value(); }
  /// REQUIRES: has_value().
  const std::string& value() const { return *text_; }
  bool is(std::string_view text) const { return text_ && *text_ == text; }
  bool operator==(const MaybeText&) const = default;

 private:
  std::optional<std::string> text_;
};

template <>
struct FieldValue<MaybeText> {
  static constexpr std::string_view noun = "a text or none";
  static Config write(const MaybeText& text) {
    return text.has_value() ? Config(text.value()) : Config();
  }
  static std::optional<MaybeText> read(const Config& config) {
    if (config.is_null()) return MaybeText();
    const std::string* const text = config.text();
    return text != nullptr ? std::optional(MaybeText(*text)) : std::nullopt;
  }
};

}  // namespace occam
