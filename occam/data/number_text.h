#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "occam/data/reading.h"

namespace occam::data {

enum class NumberKind {
  kNumber,
  kTooLarge,  ///< beyond float64
  kNone,
};

struct ParsedNumber {
  NumberKind kind = NumberKind::kNone;
  double value = 0.0;
  bool whole = false;  ///< digits and a sign alone
};

/// Reads a plain decimal number, "-1.5", ".5" or "+2e3", without regard to the locale. Numbers too
/// small for float64 are 0.
ParsedNumber parse_plain_number(std::string_view text);

/// Which notations a number can be written in: bit i stands for kNotations[i].
using NotationSet = std::uint32_t;

struct Notation {
  char decimal;
  Grouping grouping;
};

/// The likeliest first.
inline constexpr std::array<Notation, 8> kNotations = {{{'.', Grouping::kNone},
                                                        {'.', Grouping::kComma},
                                                        {'.', Grouping::kSpace},
                                                        {'.', Grouping::kApostrophe},
                                                        {',', Grouping::kNone},
                                                        {',', Grouping::kPoint},
                                                        {',', Grouping::kSpace},
                                                        {',', Grouping::kApostrophe}}};

/// A number as people write it: "($1,234.50)", "1.234,50 EUR", "-12 %".
struct NumberText {
  NotationSet notations = 0;  ///< that its digits allow
  bool negative = false;
  bool parentheses = false;
  bool unicode_minus = false;
  bool percent = false;
  std::string_view currency = {};
  std::string_view digits = {};      ///< with separators and exponent, without sign
  bool separated = false;            ///< the digits hold a comma, point, blank or apostrophe
  int power = 0;                     ///< of ten, by which the digits count
  double ratio = 1.0;                ///< of its unit to the column's
  std::optional<double> exact = {};  ///< its value, where it has no decimal digits

  /// The value in a notation among `notations`.
  ParsedNumber value(const Notation& notation) const;
};

/// None when the text is no number in any notation. The views point into `text`.
std::optional<NumberText> parse_number_text(std::string_view text);

}  // namespace occam::data
