#pragma once

#include <string_view>
#include <vector>

#include "occam/data/missing_texts.h"
#include "occam/data/reading.h"

namespace occam::data {

/// What a cell looks like by itself.
enum class CellLook { kMissing, kNumber, kDate, kText };
CellLook look_of(std::string_view cell, const MissingTexts& missing);

/// The first rows of a text, cut at a separator; cells without quotes and blanks around them. For
/// guesses only: doubled quotes stay.
using CsvSample = std::vector<std::vector<std::string_view>>;
/// `whole`: the text is all there is, so that its last line is complete.
CsvSample cut_sample(std::string_view text, char separator, bool whole);

struct SeparatorGuess {
  char separator = ',';
  Origin origin = Origin::kPlain;
};
/// Comma, semicolon, tab, pipe or space: the one that cuts all rows into the same number of cells,
/// at least two; of several the one with the most cells that are numbers, dates or missing.
SeparatorGuess guess_separator(std::string_view text, bool whole, const MissingTexts& missing);

/// The first line of "sep=;": its separator and its bytes with its end; 0 where there is none.
struct SeparatorLine {
  char separator = '\0';
  std::size_t bytes = 0;
};
SeparatorLine separator_line(std::string_view text);

/// Whether the first row names the columns.
struct HeaderGuess {
  bool header = true;
  HeaderReason reason = HeaderReason::kNoNumber;
  bool texts_above_values = false;  ///< some text of it stands above numbers or dates alone
};
HeaderGuess guess_header(const CsvSample& sample, const MissingTexts& missing);

}  // namespace occam::data
