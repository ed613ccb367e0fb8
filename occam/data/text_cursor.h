#pragma once

#include <array>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "occam/base/ascii.h"
#include "occam/data/blanks.h"

namespace occam::data {

/// Cuts a text from the front.
class TextCursor {
 public:
  explicit TextCursor(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }
  bool at_digit() const { return !rest_.empty() && is_digit(rest_[0]); }
  bool at_letter() const { return !rest_.empty() && is_letter(rest_[0]); }
  char peek() const { return rest_.empty() ? '\0' : rest_[0]; }
  bool take(char c) {
    if (peek() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool take_blanks() {
    const std::size_t before = rest_.size();
    while (const std::size_t bytes = blank_at_start(rest_)) rest_.remove_prefix(bytes);
    return rest_.size() < before;
  }
  /// A run of digits; none beyond nine of them.
  std::optional<std::pair<int, int>> take_number() {  // value, digits
    int value = 0, digits = 0;
    while (at_digit()) {
      if (++digits > 9) return std::nullopt;
      value = 10 * value + (rest_[0] - '0');
      rest_.remove_prefix(1);
    }
    if (digits == 0) return std::nullopt;
    return std::pair(value, digits);
  }
  /// "3", "1.5", "1,5", without sign or exponent.
  std::optional<double> take_decimal() {
    std::string plain;
    bool point = false;
    while (!done() && (at_digit() || (!point && !plain.empty() && at_point()))) {
      point |= !at_digit();
      plain += at_digit() ? rest_[0] : '.';
      rest_.remove_prefix(1);
    }
    double value = 0;
    const char* const end = plain.data() + plain.size();
    const auto result = std::from_chars(plain.data(), end, value);
    if (plain.empty() || result.ec != std::errc() || result.ptr != end) return std::nullopt;
    return value;
  }
  /// The first of these words that stands next, and the blanks around it; none: nothing is taken.
  template <std::size_t N>
  bool take_one(const std::array<std::string_view, N>& words) {
    TextCursor behind = *this;
    behind.take_blanks();
    for (const std::string_view word : words) {
      if (!behind.rest_.starts_with(word)) continue;
      rest_ = behind.rest_.substr(word.size());
      take_blanks();
      return true;
    }
    return false;
  }
  std::string_view take_letter() {
    const std::string_view letter = rest_.substr(0, at_letter() ? 1 : 0);
    rest_.remove_prefix(letter.size());
    return letter;
  }
  std::string_view take_word() {
    std::size_t end = 0;
    while (end < rest_.size() && is_letter(rest_[end])) ++end;
    const std::string_view word = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return word;
  }

 private:
  /// In front of decimals.
  bool at_point() const {
    return (rest_[0] == '.' || rest_[0] == ',') && rest_.size() > 1 && is_digit(rest_[1]);
  }

  std::string_view rest_;
};

}  // namespace occam::data
