#pragma once

#include <optional>
#include <vector>

#include "occam/data/missing_texts.h"
#include "occam/data/reading.h"
#include "occam/data/text_dictionary.h"

namespace occam::data {

struct TextFacts;

/// How the numbers of a column are written, by its texts: the known writing; else the one of at
/// least three different texts and nearly all cells that are numbers of some kind. Numbers with
/// their uncertainty may have plain ones beside them, as many as there are, and need not be three.
/// facts: of each text its cells. plain_cells: of numbers that are none of the texts.
NumberWriting writing_of(const TextDictionary& texts, const std::vector<TextFacts>& facts,
                         const MissingTexts& missing, std::int64_t plain_cells,
                         const std::optional<NumberWriting>& known);

}  // namespace occam::data
