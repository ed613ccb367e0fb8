#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "occam/data/number_text.h"

namespace occam::data {

/// A number with what it counts: "12.5 kg", "3 km/h", "20°C", "5th".
struct QuantityText {
  NumberText number = {};
  std::string_view written = {};  ///< the number alone, "12.5"
  std::string_view unit = {};     ///< "kg"
  bool marked = false;            ///< "< 1 year", "10+ years": the sign is left out
  bool range = false;             ///< "604 - 613 sq ft": the number is the middle
};

/// None when the text is no number in any notation followed by a unit: letters and signs of other
/// alphabets, also several with / * . - or a blank between them, each with an exponent of one digit
/// perhaps (m2, s^-2), a remark in parentheses behind them or alone ("(est.)"), at most 24 bytes;
/// or
/// "/5", "of 10", "out of 100": a number up to 999 behind a slash or these words, with a word
/// perhaps ("out of 5 stars"). A currency or percent sign alone is no unit (parse_number_text). Or
/// two such numbers ("$50K - $60K", "5 to 7 cm", of money with a hyphen too) of one unit, which the
/// first may lack. The views point into `text`.
std::optional<QuantityText> parse_quantity_text(std::string_view text);

/// "5" of "/5", "/ 5", "of 5", "out of 5" and "out of 5 stars" behind a number; empty where it is
/// nothing of these.
std::string_view full_marks(std::string_view unit);

/// Whether a text can be what stands behind the number.
bool is_unit_text(std::string_view text);

/// Equal for spellings of one unit: "year" and "years", the endings of 1st, 2nd, 3rd and 4th, the
/// two micro signs. Letter case tells units apart (mW, MW).
std::string unit_key(std::string_view unit);

}  // namespace occam::data
