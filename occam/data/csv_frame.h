#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "occam/data/csv_sample.h"
#include "occam/data/missing_texts.h"

/// What stands around the rows of a table and is none of them.
namespace occam::data {

/// Lines in front of the header.
struct Preamble {
  std::size_t bytes = 0;  ///< of the lines with their ends
  std::int64_t lines = 0;
};

/// Comments, lines that begin with '#', unless the last is the header ("# t,x" above numbers);
/// titles, which are rows of one cell, or of two cells less than all rows behind them, above a
/// header. separator: the caller's. whole: the text is all there is.
Preamble preamble_of(std::string_view text, std::optional<char> separator, bool whole,
                     const MissingTexts& missing);

/// Rows below the header that say of each column its unit ("kg", "[m/s]", "%"), its type ("c",
/// "discrete", "0 1") or, of three columns of numbers at least, another name; and a second such
/// one, or one of roles ("class", "meta") below types: how many, 0 to 2. sample: the header and
/// what follows.
std::size_t description_rows(const CsvSample& sample, const MissingTexts& missing);

inline constexpr std::size_t kMostRemarks = 20;
/// Whether a row of this many cells at the end of a table of so many columns can be a remark.
constexpr bool may_be_remark(std::size_t cells, std::size_t columns) {
  return columns >= 3 && 2 * cells < columns;
}

}  // namespace occam::data
