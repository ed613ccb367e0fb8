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

/// Numbers of one writing, whichever the column takes.
struct Family {
  NumberWriting writing = NumberWriting::kDecimal;
  std::int64_t cells = 0, texts = 0;
  bool sure = false;           ///< some text alone shows it
  bool all_sure = true;        ///< all do
  int part = 0;                ///< of the first that does not
  bool several_parts = false;  ///< and they differ: no unit of the column
  bool attached = true;        ///< all are
  bool among_truths = false;   ///< of truths: all other cells are 1 or 0, and some are

  void add(const WrittenNumber& written, std::int64_t more_cells) {
    cells += more_cells;
    sure |= written.sure;
    all_sure &= written.sure;
    attached &= written.attached;
    if (!written.sure) {
      several_parts |= texts > 0 && part != written.part;
      part = written.part;
    }
    ++texts;
  }
  /// Whether the column may be written so, with so many cells of plain numbers.
  bool is_shown(std::int64_t plain_cells) const {
    if (writing == NumberWriting::kUncertain) return texts > 0;
    if (writing == NumberWriting::kTruth) return among_truths;
    if (writing == NumberWriting::kRange) return texts > 0 && (all_sure || plain_cells >= cells);
    if (texts < kLeastTexts) return false;
    if (writing == NumberWriting::kMagnitude) return several_parts || (plain_cells > 0 && attached);
    return (sure || several_parts) && 10 * plain_cells <= cells;
  }
};

using Families = std::array<Family, kWrittenFamilies.size()>;

NumberWriting most_frequent(const Families& families, bool minutes_first,
                            std::int64_t plain_cells) {
  const Family* most = nullptr;
  for (const Family& family : families) {
    if (family.is_shown(plain_cells) && (most == nullptr || family.cells > most->cells))
      most = &family;
  }
  if (most == nullptr) return NumberWriting::kDecimal;
  const bool minutes = most->writing == NumberWriting::kClock && minutes_first;
  return minutes ? NumberWriting::kMinutes : most->writing;
}

}  // namespace

ColumnWriting writing_of(const TextDictionary& texts, const std::vector<TextFacts>& facts,
                         const MissingTexts& missing, std::int64_t plain_cells,
                         const std::optional<NumberWriting>& known) {
  ColumnWriting found{.written = std::vector<bool>(texts.size())};
  Families families;
  for (std::size_t i = 0; i < families.size(); ++i) families[i].writing = kWrittenFamilies[i];
  const std::int64_t own_plain_cells = plain_cells;
  bool minutes_first = false;
  std::vector<std::uint32_t> written_in(texts.size());  // of each text: a bit a family
  for (std::size_t code = 0; code < texts.size(); ++code) {
    const std::string_view text = texts.text(code);
    if (missing.among_numbers(text)) continue;
    for (std::size_t i = 0; i < families.size(); ++i) {
      const auto written = parse_written_number(text, kWrittenFamilies[i]);
      if (!written) continue;
      minutes_first |= written->writing == NumberWriting::kMinutes;
      families[i].add(*written, facts[code].cells);
      written_in[code] |= std::uint32_t{1} << i;
      if (written->sure) found.written[code] = true;
    }
  }
  const bool some = std::any_of(families.begin(), families.end(),
                                [](const Family& family) { return family.texts > 0; });
  std::int64_t truths = 0, others = 0;
  for (std::size_t code = 0; code < texts.size() && some && !known; ++code) {
    const std::string_view text = texts.text(code);
    if (!missing.among_numbers(text) && !parse_written_number(text, NumberWriting::kTruth))
      (text == "0" || text == "1" ? truths : others) += facts[code].cells;
    const bool plain =
        !found.written[code] && !missing.among_numbers(text) && parse_number_text(text).has_value();
    if (plain) plain_cells += facts[code].cells;
  }
  for (Family& family : families) {
    family.among_truths = family.writing == NumberWriting::kTruth && family.texts > 0 &&
                          truths > 0 && others == 0 && own_plain_cells == 0;
  }
  found.writing = known ? *known : most_frequent(families, minutes_first, plain_cells);
  for (std::size_t i = 0; i < families.size(); ++i) {
    if (!are_of_one_family(kWrittenFamilies[i], found.writing)) continue;
    for (std::size_t code = 0; code < texts.size(); ++code) {
      if ((written_in[code] >> i & 1) != 0) found.written[code] = true;
    }
  }
  return found;
}

}  // namespace occam::data
