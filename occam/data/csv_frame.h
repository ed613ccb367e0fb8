#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "occam/data/csv_sample.h"
#include "occam/data/csv_scanner.h"
#include "occam/data/missing_texts.h"

/// What stands around the rows of a table and is none of them.
namespace occam::data {

/// Lines in front of the header.
struct Preamble {
  std::size_t bytes = 0;  ///< of the lines with their ends
  std::int64_t lines = 0;
};

/// Comments, lines that begin with '#', '%' or "//", unless the last is the header ("# t,x" above
/// numbers), and rules; titles, which are rows of one cell, or of two cells less than all rows
/// behind them, above a header. separator: the caller's. whole: the text is all there is.
Preamble preamble_of(std::string_view text, std::optional<char> separator, bool whole,
                     const MissingTexts& missing);

/// The first line where it only numbers the columns ("X1,X2,...,Y", "Unnamed: 1", blanks) that the
/// second one names: texts, all different, none of them a unit or type, above numbers or dates in
/// half of the columns. text: begins with the sample's first row.
Preamble codes_above_names(std::string_view text, const CsvSample& sample,
                           const MissingTexts& missing);

/// Rows below the header that say of each column its unit ("kg", "[m/s]", "%"), its type ("c",
/// "discrete", "0 1") or, of three columns of numbers at least, another name; and a second such
/// one, or one of roles ("class", "meta") below types: how many, 0 to 2. sample: the header and
/// what follows.
std::size_t description_rows(const CsvSample& sample, const MissingTexts& missing);

/// Rows that name the columns: 2 where names of groups, repeated or with blanks behind them as
/// merged cells are exported, stand above names of columns that are numbers or dates below, and
/// both together are all different; 3 where below those one cell, the first, names a column that
/// they do not (pandas); else 1.
std::size_t rows_of_header(const CsvSample& sample, const MissingTexts& missing);

/// Whether the header lacks the name of its first column, which R's write.table leaves out above
/// the names of rows: texts above four or more rows of one cell more, the first of which count on
/// or are texts, all different.
bool lacks_first_name(const CsvSample& sample, const MissingTexts& missing);

/// A line that is drawn, as SQL's shells and Markdown draw them between the rows: "---+---",
/// "|---|---|", "=====", ":--": of such signs alone, three or more.
bool is_rule(std::string_view line);
/// Whether the cells of a line among several columns are a rule's, or a comment: one cell, "# ...".
bool is_no_row(std::span<const CsvCell> cells);

inline constexpr std::size_t kMostRemarks = 20;
/// Whether a row of this many cells at the end of a table of so many columns can be a remark.
constexpr bool may_be_remark(std::size_t cells, std::size_t columns) {
  return columns >= 3 && 2 * cells < columns;
}

}  // namespace occam::data
