#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "occam/data/missing_texts.h"
#include "occam/data/reading.h"
#include "occam/data/text_dictionary.h"

namespace occam::data {

struct TextFacts;

/// How the numbers of a column are written, by its texts.
struct ColumnWriting {
  NumberWriting writing = NumberWriting::kDecimal;
  /// Of each text whether it is a number that is written otherwise than with decimal digits,
  /// whatever the column's writing is. Those that count as missing among numbers: not asked.
  std::vector<bool> written = {};
};

/// The known writing; else the one of at least three different texts and nearly all cells that are
/// numbers of some kind. Numbers with their uncertainty may have plain ones beside them, as many as
/// there are, and need not be three. facts: of each text its cells. plain_cells: of numbers that
/// are none of the texts.
ColumnWriting writing_of(const TextDictionary& texts, const std::vector<TextFacts>& facts,
                         const MissingTexts& missing, std::int64_t plain_cells,
                         const std::optional<NumberWriting>& known);

}  // namespace occam::data
