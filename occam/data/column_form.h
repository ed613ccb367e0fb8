#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "occam/base/field_list.h"
#include "occam/base/plain_values.h"
#include "occam/data/table.h"

namespace occam {

template <>
struct EnumTexts<data::ColumnKind> {
  static constexpr std::array texts = {std::pair{data::ColumnKind::kNumber, "number"},
                                       std::pair{data::ColumnKind::kText, "text"},
                                       std::pair{data::ColumnKind::kDate, "date"}};
};

template <>
struct EnumTexts<data::NumberWriting> {
  static constexpr std::array texts = {std::pair{data::NumberWriting::kDecimal, "decimal"},
                                       std::pair{data::NumberWriting::kClock, "clock"},
                                       std::pair{data::NumberWriting::kMinutes, "minutes"},
                                       std::pair{data::NumberWriting::kHexadecimal, "hexadecimal"},
                                       std::pair{data::NumberWriting::kUncertain, "uncertain"},
                                       std::pair{data::NumberWriting::kDuration, "duration"},
                                       std::pair{data::NumberWriting::kMagnitude, "magnitude"},
                                       std::pair{data::NumberWriting::kFeet, "feet"},
                                       std::pair{data::NumberWriting::kAngle, "angle"},
                                       std::pair{data::NumberWriting::kRange, "range"},
                                       std::pair{data::NumberWriting::kTruth, "truth"}};
};

template <>
struct EnumTexts<data::PartKind> {
  static constexpr std::array texts = {std::pair{data::PartKind::kNumber, "number"},
                                       std::pair{data::PartKind::kLabel, "label"}};
};

template <>
struct EnumTexts<data::DateOrder> {
  static constexpr std::array texts = {std::pair{data::DateOrder::kYearMonthDay, "year_month_day"},
                                       std::pair{data::DateOrder::kDayMonthYear, "day_month_year"},
                                       std::pair{data::DateOrder::kMonthDayYear, "month_day_year"},
                                       std::pair{data::DateOrder::kMonthName, "month_name"},
                                       std::pair{data::DateOrder::kCompact, "compact"},
                                       std::pair{data::DateOrder::kYearMonth, "year_month"},
                                       std::pair{data::DateOrder::kMonthDay, "month_day"},
                                       std::pair{data::DateOrder::kYearPart, "year_part"}};
};

namespace data {

/// What a column was taken for, so that further rows of it are taken alike, however few they are.
struct ColumnForm {
  std::string name = {};
  ColumnKind kind = ColumnKind::kNumber;
  std::optional<char> decimal = {};     ///< of numbers that were not written plainly
  std::optional<DateOrder> dates = {};  ///< of dates: the order of most of them
  std::string unit = {};                ///< of numbers, behind each: others count as missing
  NumberWriting writing = NumberWriting::kDecimal;  ///< of numbers: others count as missing
  /// The column of texts ("120/80", "Comedy|Action") of which this is a number or a label.
  std::string part_of = {};
  PartKind part = PartKind::kNumber;
  /// Of those texts: others count as missing. Of labels: what stands between them.
  std::string pattern = {};
  std::string label = {};  ///< of PartKind::kLabel; empty: one of the rare ones

  static constexpr std::string_view type = "ColumnForm";
  static constexpr auto fields() {
    using F = ColumnForm;
    return Fields{Field{"name", &F::name, "of the column"},
                  Field{"kind", &F::kind, "what its cells are"},
                  Field{"decimal", &F::decimal, "the sign of numbers not written plainly"},
                  Field{"dates", &F::dates, "the order of a date's parts"},
                  Field{"unit", &F::unit, "behind the numbers"},
                  Field{"writing", &F::writing, "with what the numbers are written"},
                  Field{"part_of", &F::part_of, "a column of texts of several numbers or labels"},
                  Field{"part", &F::part, "what it is of them"},
                  Field{"pattern", &F::pattern, "of such texts"},
                  Field{"label", &F::label, "of several in such texts"}};
  }
  friend bool operator==(const ColumnForm&, const ColumnForm&) = default;
};

/// The form that the column's reading tells.
ColumnForm form_of(const Column& column);

/// What files call the column: of a part of texts the column of the texts.
inline const std::string& name_in_file(const ColumnForm& form) {
  return form.part_of.empty() ? form.name : form.part_of;
}
inline const std::string& name_in_file(const Column& column) {
  const std::string& whole = column.reading().part.column;
  return whole.empty() ? column.name() : whole;
}

}  // namespace data
}  // namespace occam
