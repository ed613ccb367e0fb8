#include "occam/data/magnitude_text.h"

#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "occam/base/ascii.h"
#include "occam/data/blanks.h"
#include "occam/data/marked_number.h"

namespace occam::data {
namespace {

/// Small letters; "mm" would be millimetres.
constexpr std::array<std::pair<std::string_view, int>, 28> kPowers = {
    {{"k", 3},   {"thousand", 3}, {"thousands", 3}, {"tsd", 3},       {"m", 6},
     {"mn", 6},  {"mio", 6},      {"mill", 6},      {"million", 6},   {"millions", 6},
     {"b", 9},   {"bn", 9},       {"bln", 9},       {"billion", 9},   {"billions", 9},
     {"mrd", 9}, {"t", 12},       {"tn", 12},       {"trillion", 12}, {"trillions", 12},
     {"l", 5},   {"lac", 5},      {"lacs", 5},      {"lakh", 5},      {"lakhs", 5},
     {"cr", 7},  {"crore", 7},    {"crores", 7}}};

int power_of(std::string_view word) {
  if (word == "MM") return 6;
  std::string small;
  for (const char c : word) small += static_cast<char>(c | 32);
  for (const auto& [name, power] : kPowers) {
    if (name == small) return power;
  }
  return 0;
}

}  // namespace

std::optional<WrittenNumber> parse_magnitude_text(std::string_view text) {
  text = without_marks(text).text;
  if (text.ends_with('.')) text.remove_suffix(1);
  std::size_t begin = text.size();
  while (begin > 0 && is_letter(text[begin - 1])) --begin;
  const int power = power_of(text.substr(begin));
  if (power == 0 || begin == 0) return std::nullopt;
  const std::string_view digits = without_blanks(text.substr(0, begin));
  auto number = parse_number_text(digits);
  if (!number || number->percent || number->digits.find_first_of("eE") != number->digits.npos)
    return std::nullopt;
  number->power = power;
  // "207b" beside "207" is a part of it, "5m" beside "5" has a unit.
  const std::string_view word = text.substr(begin);
  const bool letter_of_others = word.size() == 1 && word != "k" && word != "K" && word != "M";
  return WrittenNumber{.writing = NumberWriting::kMagnitude,
                       .number = *number,
                       .sure = false,
                       .part = power,
                       .attached = digits.size() == begin && !letter_of_others};
}

}  // namespace occam::data
