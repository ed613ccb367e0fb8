#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "occam/data/date_text.h"
#include "occam/data/missing_texts.h"
#include "occam/data/number_text.h"
#include "occam/data/text_dictionary.h"
#include "occam/data/unit_text.h"

namespace occam::data {

/// What one distinct text of a column could be.
struct TextFacts {
  std::int64_t cells = 0;
  std::int64_t first_row = 0;
  NotationSet notations = 0;
  DateOrders orders = 0;
  bool like_missing = false;   ///< missing if the others are numbers or dates
  bool looks_missing = false;  ///< and worth a word if they are not
};

/// What the texts of a column could be, counted over its cells.
struct ColumnSurvey {
  std::vector<TextFacts> facts = {};  ///< of each text of the dictionary
  std::int64_t values = 0;            ///< cells that are neither missing nor look so
  std::array<std::int64_t, kNotations.size()> by_notation = {};
  std::array<std::int64_t, kDateOrders> by_order = {};

  // Of the numbers:
  NumberForm form = {};  ///< currency, percent, parentheses, minus
  bool several_currencies = false;
  bool bare_numbers = false;           ///< some are not in parentheses
  bool separated = false;              ///< some have a separator among their digits
  bool unseparated = false;            ///< some have none
  bool thousands_unseparated = false;  ///< some have none and four digits or more
  bool only_whole = true;              ///< digits and a sign, each of them
  bool beyond_exact = false;           ///< a whole one is above 2^53
  std::int64_t leading_zeros = 0;
  std::int64_t distinct_numbers = 0;
  std::int64_t without_unit = 0;      ///< cells, where form.unit is one
  std::vector<TextCount> units = {};  ///< where they differ: nothing of them is a number
  // Of the others:
  std::int64_t code_like =
      0;  ///< cells of letters and digits, "136A": codes, as the numbers may be
  std::int64_t distinct_others = 0;
  std::int64_t asked_values = 0;  ///< cells that the caller says are values: no missing ones
  // Of the dates:
  DateForm dates = {};
  char date_separator = '-';
};

/// What is known of the numbers beside the dictionary.
struct KnownNumbers {
  std::int64_t plain_cells = 0;          ///< that are none of its texts
  std::optional<std::string> unit = {};  ///< behind them, "" for none; empty: not known
  std::optional<NumberWriting> writing = {};
};

/// facts: of each text its cells and first row, the rest is found out.
/// Numbers with a unit are numbers where the column has that one (ColumnUnits::column_unit), times
/// and the like where the column is written so (writing_of).
ColumnSurvey survey_of(const TextDictionary& texts, std::vector<TextFacts> facts,
                       const MissingTexts& missing, const KnownNumbers& known = {});

/// The number of a text that the survey counts among those of this form.
NumberText number_in(std::string_view text, const NumberForm& form);

/// Whether a number as written is a whole one that float64 cannot hold exactly.
bool is_beyond_exact(std::string_view text);
/// "007", "-01": a whole number that loses its zeros.
bool has_leading_zeros(std::string_view text);

/// What other columns, the file and the caller say about this column.
struct ColumnContext {
  std::optional<char> decimal = {};     ///< the caller's
  char separator = ',';                 ///< of cells
  bool decimal_commas = false;          ///< other columns have them without doubt
  bool decimal_points = false;          ///< the same
  std::optional<DateOrder> order = {};  ///< of dates of other columns that leave no doubt
  /// What the column is known to be, whatever its cells look like. Of dates `order` is known too.
  std::optional<ColumnKind> kind = {};
  bool compact_dates = false;                 ///< known numbers are dates as 20210304
  std::optional<std::string> unit = {};       ///< of known numbers, "" for none
  std::optional<NumberWriting> writing = {};  ///< of known numbers
  bool as_written = false;                    ///< the caller wants the texts
};

/// What a column becomes.
struct ColumnDecision {
  ColumnKind kind = ColumnKind::kText;
  ColumnReason reason = ColumnReason::kAllCells;
  Ambiguity ambiguity = Ambiguity::kNone;
  std::size_t notation = 0;                            ///< among kNotations
  DateOrder order = DateOrder::kYearMonthDay;          ///< of most dates
  DateOrder numeric_order = DateOrder::kDayMonthYear;  ///< of those that end with the year
  bool certain = false;  ///< no other notation or order fits: may decide for other columns
};

/// The order to read a date in that allows these; none when it contradicts the other dates.
std::optional<DateOrder> order_for(DateOrders orders, const ColumnDecision& decision);

ColumnDecision decide(const ColumnSurvey& survey, const ColumnContext& context);

/// Few other texts among numbers or dates, which count as missing: at most one in ten; one or two
/// texts that stand for something may be one in three.
constexpr bool are_few(std::int64_t strays, std::int64_t distinct, std::int64_t values) {
  return 10 * strays <= values || (distinct <= 2 && 3 * strays <= values);
}
/// Numbers of few values, each often: more likely codes of categories, to which other texts belong.
constexpr bool are_few_values(std::int64_t distinct, std::int64_t cells) {
  return distinct <= 20 && 5 * distinct <= cells;
}

}  // namespace occam::data
