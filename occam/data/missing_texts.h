#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "occam/data/read_options.h"

namespace occam::data {

/// Which texts stand for a missing cell.
class MissingTexts {
 public:
  /// REQUIRES: `options` outlives it.
  explicit MissingTexts(const ReadOptions& options);

  /// Missing in every column: "", NA, NaN, nan, null, ? and what the options add.
  /// A look at the first byte answers nearly always.
  bool everywhere(std::string_view text) const {
    return (starts_[first(text)] && is_listed(text)) ||
           (!numbers_.empty() && is_missing_number(text));
  }
  /// Missing where the rest of the column is numbers or dates: None, N/A, NULL, #N/A, -, ... in
  /// whatever case, and blanks.
  bool among_numbers(std::string_view text) const;
  /// A value, because the caller says so.
  bool is_value(std::string_view text) const;
  /// Among the missing, the ones that hardly can be a value in a column of texts either.
  bool looks_missing(std::string_view text) const;

 private:
  static std::size_t first(std::string_view text) {
    return text.empty() ? 0 : static_cast<unsigned char>(text[0]);
  }
  bool is_listed(std::string_view text) const;
  /// A number that the options say is missing, however it is written: -999 is -999.0 too.
  bool is_missing_number(std::string_view text) const;

  const ReadOptions& options_;
  std::vector<std::string> everywhere_;
  std::vector<double> numbers_;  ///< of the options' texts
  std::array<bool, 256> starts_{};
};

}  // namespace occam::data
