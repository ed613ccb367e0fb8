#include "occam/data/column_writing.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "occam/data/column_survey.h"
#include "occam/data/written_number.h"

namespace occam::data {
namespace {

constexpr std::int64_t kLeastTexts = 3;

struct Family {
  NumberWriting writing = NumberWriting::kDecimal;
  std::int64_t cells = 0, texts = 0;
};

}  // namespace

NumberWriting writing_of(const TextDictionary& texts, const std::vector<TextFacts>& facts,
                         const MissingTexts& missing, std::int64_t plain_cells,
                         const std::optional<NumberWriting>& known) {
  if (known) return *known;
  std::array<Family, 3> families = {Family{NumberWriting::kClock},
                                    Family{NumberWriting::kHexadecimal},
                                    Family{NumberWriting::kUncertain}};
  bool minutes_first = false;
  for (std::size_t code = 0; code < texts.size(); ++code) {
    const std::string_view text = texts.text(code);
    if (missing.among_numbers(text)) continue;
    const auto written = parse_written_number(text);
    if (!written) {
      if (parse_number_text(text)) plain_cells += facts[code].cells;
      continue;
    }
    minutes_first |= written->writing == NumberWriting::kMinutes;
    for (Family& family : families) {
      if (!are_of_one_family(written->writing, family.writing)) continue;
      family.cells += facts[code].cells;
      ++family.texts;
    }
  }
  const Family& most =
      *std::max_element(families.begin(), families.end(),
                        [](const Family& a, const Family& b) { return a.cells < b.cells; });
  if (most.cells == 0) return NumberWriting::kDecimal;
  if (most.writing == NumberWriting::kUncertain) return most.writing;
  if (most.texts < kLeastTexts || 10 * plain_cells > most.cells) return NumberWriting::kDecimal;
  if (most.writing == NumberWriting::kClock && minutes_first) return NumberWriting::kMinutes;
  return most.writing;
}

}  // namespace occam::data
