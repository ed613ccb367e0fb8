#include "occam/data/marked_number.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "occam/base/ascii.h"
#include "occam/data/blanks.h"

namespace occam::data {
namespace {

constexpr std::array<std::string_view, 15> kInFront = {
    "<=", ">=",     "<",   ">",   "\u2264",  "\u2265",  "~", "\u2248",
    "#",  "\u2116", "ca.", "ca ", "approx.", "approx ", "'"};
constexpr std::array<std::string_view, 4> kBehind = {"+", "*", "\u2020", "\u2021"};

/// "[2]", "[a]": a note's number or letter.
std::size_t bytes_of_note(std::string_view text) {
  constexpr std::size_t kLongest = 4;
  if (!text.ends_with(']')) return 0;
  const std::size_t begin = text.rfind('[');
  if (begin == text.npos || begin == 0) return 0;
  const std::string_view inside = text.substr(begin + 1, text.size() - begin - 2);
  const bool plain = std::all_of(inside.begin(), inside.end(), [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
  return plain && !inside.empty() && inside.size() <= kLongest ? text.size() - begin : 0;
}

}  // namespace

UnmarkedText without_marks(std::string_view text) {
  UnmarkedText found{.text = without_blanks(text)};
  for (const std::string_view mark : kInFront) {
    if (!found.text.starts_with(mark)) continue;
    found.text = without_blanks(found.text.substr(mark.size()));
    found.marked = true;
    break;
  }
  for (bool again = true; again;) {
    again = false;
    std::size_t bytes = bytes_of_note(found.text);
    for (const std::string_view mark : kBehind) {
      if (bytes == 0 && found.text.size() > mark.size() && found.text.ends_with(mark))
        bytes = mark.size();
    }
    if (bytes == 0) continue;
    found.text = without_blanks(found.text.substr(0, found.text.size() - bytes));
    found.marked = again = true;
  }
  return found;
}

std::optional<NumberText> parse_marked_number(std::string_view text) {
  const UnmarkedText unmarked = without_marks(text);
  if (!unmarked.marked) return std::nullopt;
  return parse_number_text(unmarked.text);
}

}  // namespace occam::data
