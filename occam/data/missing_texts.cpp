#include "occam/data/missing_texts.h"

#include <algorithm>
#include <array>

#include "occam/data/blanks.h"
#include "occam/data/number_text.h"

namespace occam::data {
namespace {

/// In lower case. Marks of spreadsheets, databases, Python, R, SAS and Stata.
constexpr auto kMarks = std::to_array<std::string_view>(
    {"",          "none",   "n/a",   "na",     "n.a.",     "n.a",       "n/d",      "null",
     "nil",       "nan",    "-nan",  "#n/a",   "#na",      "<na>",      "#n/a n/a", "nat",
     "-",         "--",     "---",   ".",      "..",       "...",       "*",        "#div/0!",
     "#value!",   "#ref!",  "#num!", "#null!", "#name?",   "1.#qnan",   "1.#ind",   "-1.#ind",
     "inf",       "-inf",   "+inf",  "\\n",    "infinity", "-infinity", "1.#inf",   "-1.#inf",
     "+infinity", "\u2013", "\u2014"});
/// Words that could be a category among texts.
constexpr std::array<std::string_view, 9> kWords = {
    "missing",        "unknown",     "not available",
    "not applicable", "undefined",   "no data",
    "not reported",   "unavailable", "?"};

template <class List, class Value>
bool is_among(const List& list, const Value& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::string lowered(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return lower;
}

}  // namespace

MissingTexts::MissingTexts(const ReadOptions& options) : options_(options) {
  for (const char* text : {"", "NA", "NaN", "nan", "null", "?"}) {
    if (!is_value(text)) everywhere_.emplace_back(text);
  }
  everywhere_.insert(everywhere_.end(), options.missing.begin(), options.missing.end());
  for (const std::string& text : everywhere_) starts_[first(text)] = true;
  for (const std::string& text : options.missing) {
    const ParsedNumber number = parse_plain_number(text);
    if (number.kind == NumberKind::kNumber) numbers_.push_back(number.value);
  }
}

bool MissingTexts::is_listed(std::string_view text) const { return is_among(everywhere_, text); }

bool MissingTexts::is_missing_number(std::string_view text) const {
  const ParsedNumber number = parse_plain_number(text);
  return number.kind == NumberKind::kNumber && is_among(numbers_, number.value);
}

bool MissingTexts::is_value(std::string_view text) const {
  // An empty cell has no value, whatever was asked for.
  return !text.empty() && is_among(options_.not_missing, text);
}

bool MissingTexts::looks_missing(std::string_view text) const {
  constexpr std::size_t kLongest = 16;
  if (is_value(text)) return false;
  const std::string_view trimmed = without_blanks(text);
  // "Na" is sodium rather.
  return trimmed.size() <= kLongest && trimmed != "Na" && is_among(kMarks, lowered(trimmed));
}

bool MissingTexts::among_numbers(std::string_view text) const {
  constexpr std::size_t kLongest = 16;
  if (looks_missing(text)) return true;
  const std::string_view trimmed = without_blanks(text);
  return trimmed.size() <= kLongest && !is_value(text) && is_among(kWords, lowered(trimmed));
}

}  // namespace occam::data
