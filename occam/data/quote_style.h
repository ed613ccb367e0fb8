#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "occam/data/missing_texts.h"
#include "occam/data/reading.h"

namespace occam::data {

/// How a file uses quotes, told from its first lines (of at most 200).
/// kLines: all but perhaps the first are one quoted cell ("1,2,""a""") that cuts into two cells or
/// more, a column of values among them. kSingle: single quotes stand around cells alone, one at
/// least in every second line, and there is no other quote.
QuoteStyle guess_quotes(std::string_view text, bool whole, const MissingTexts& missing);

/// Rewrites a stream of bytes, a part at a time, as if the usual quotes had been used.
class QuoteFilter {
 public:
  explicit QuoteFilter(QuoteStyle style) : style_(style) {}
  void append(std::span<const std::byte> part, std::vector<std::byte>& out);
  /// What is left at the end of the file.
  void finish(std::vector<std::byte>& out);

 private:
  enum class State { kStart, kOutside, kInside, kQuoteSeen };

  void take_of_lines(char c, std::vector<std::byte>& out);
  void take_single(char c, std::vector<std::byte>& out);

  QuoteStyle style_;
  State state_ = State::kStart;
};

}  // namespace occam::data
