#include "occam/data/column_writing.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "occam/data/column_survey.h"
#include "occam/data/written_number.h"

namespace occam::data {
namespace {

constexpr std::int64_t kLeastTexts = 3;

struct Family {
  NumberWriting writing = NumberWriting::kDecimal;
  std::int64_t cells = 0, texts = 0;
};

constexpr std::size_t kFamilies = 3;

NumberWriting most_frequent(const std::array<Family, kFamilies>& families, bool minutes_first,
                            std::int64_t plain_cells) {
  const Family& most =
      *std::max_element(families.begin(), families.end(),
                        [](const Family& a, const Family& b) { return a.cells < b.cells; });
  if (most.writing == NumberWriting::kUncertain) return most.writing;
  if (most.texts < kLeastTexts || 10 * plain_cells > most.cells) return NumberWriting::kDecimal;
  if (most.writing == NumberWriting::kClock && minutes_first) return NumberWriting::kMinutes;
  return most.writing;
}

}  // namespace

ColumnWriting writing_of(const TextDictionary& texts, const std::vector<TextFacts>& facts,
                         const MissingTexts& missing, std::int64_t plain_cells,
                         const std::optional<NumberWriting>& known) {
  ColumnWriting found{.written = std::vector<bool>(texts.size())};
  std::array<Family, kFamilies> families = {Family{NumberWriting::kClock},
                                            Family{NumberWriting::kHexadecimal},
                                            Family{NumberWriting::kUncertain}};
  bool some = false, minutes_first = false;
  for (std::size_t code = 0; code < texts.size(); ++code) {
    if (missing.among_numbers(texts.text(code))) continue;
    const auto written = parse_written_number(texts.text(code));
    if (!written) continue;
    found.written[code] = some = true;
    minutes_first |= written->writing == NumberWriting::kMinutes;
    for (Family& family : families) {
      if (!are_of_one_family(written->writing, family.writing)) continue;
      family.cells += facts[code].cells;
      ++family.texts;
    }
  }
  if (known) found.writing = *known;
  if (known || !some) return found;
  for (std::size_t code = 0; code < texts.size(); ++code) {
    const std::string_view text = texts.text(code);
    const bool plain =
        !found.written[code] && !missing.among_numbers(text) && parse_number_text(text).has_value();
    if (plain) plain_cells += facts[code].cells;
  }
  found.writing = most_frequent(families, minutes_first, plain_cells);
  return found;
}

}  // namespace occam::data
