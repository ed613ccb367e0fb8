#include <algorithm>
#include <cmath>
#include <unordered_set>
#include <utility>

#include "occam/data/csv_column.h"
#include "occam/data/like_texts.h"
#include "occam/data/most_frequent.h"

/// From the cells of a column to what it holds.
namespace occam::data {
namespace {

/// Days where all numbers are dates as 20210304, three different ones at least.
std::optional<std::vector<double>> compact_dates(const std::vector<double>& numbers) {
  std::vector<double> days;
  std::unordered_set<double> distinct;
  for (const double number : numbers) {
    if (std::isnan(number)) {
      days.push_back(kMissingNumber);
      continue;
    }
    const auto day = compact_date(number);
    if (!day) return std::nullopt;
    days.push_back(*day);
    if (distinct.size() < 3) distinct.insert(number);
  }
  if (distinct.size() < 3) return std::nullopt;
  return days;
}

/// Days of dates as 20210304; what is none is missing.
std::vector<double> days_of(const std::vector<double>& numbers) {
  std::vector<double> days;
  days.reserve(numbers.size());
  for (const double number : numbers) days.push_back(compact_date(number).value_or(kMissingNumber));
  return days;
}

}  // namespace

template <class Chosen>
std::vector<TextCount> CsvColumnBuilder::counted(const Chosen& chosen) const {
  std::vector<TextCount> texts;
  for (std::size_t code = 0; code < survey_.facts.size(); ++code) {
    const TextFacts& facts = survey_.facts[code];
    if (facts.cells > 0 && chosen(facts)) {
      texts.push_back({std::string(texts_.text(code)), facts.cells, facts.first_row});
    }
  }
  keep_most_frequent(texts);
  return texts;
}

ColumnReading CsvColumnBuilder::started_reading() const {
  ColumnReading reading;
  reading.missing_cells = missing_cells_;
  reading.first_missing_row = first_missing_row_;
  reading.missing = missing_texts_;
  if (empty_cells_ > 0) {
    reading.missing.push_back({"", empty_cells_, first_empty_row_});
  }
  reading.example = example_;
  reading.decimal_spoils = decimal_spoils_;
  return reading;
}

/// Texts that count as missing because of what the column holds.
void CsvColumnBuilder::add_missing_texts(ColumnReading& reading) const {
  for (TextCount& text : counted([](const TextFacts& facts) { return facts.like_missing; })) {
    reading.missing.push_back(std::move(text));
  }
  keep_most_frequent(reading.missing);
}

Column CsvColumnBuilder::finish(const ColumnContext& context, std::optional<CellFault>& fault) {
  if (context.kind == ColumnKind::kText) {
    if (state_ == State::kNumbers) become_coded();
    ColumnContext unasked = context;
    unasked.kind.reset();
    const ColumnDecision usual = decide(survey_, unasked);
    const bool texts_anyway =
        usual.kind == ColumnKind::kText && usual.reason == ColumnReason::kAllCells;
    return finish_texts({.reason = texts_anyway ? ColumnReason::kAllCells : ColumnReason::kAsked},
                        context);
  }
  // A column of "-" or "None" alone: texts.
  const bool only_marks =
      state_ == State::kNumbers && number_cells_ == 0 && !strays_.empty() && !context.kind;
  if (only_marks) become_coded();
  if (state_ == State::kNumbers) return finish_numbers(context);
  const ColumnDecision decision = decide(survey_, context);
  decimal_spoils_ = is_spoilt(decision, context);
  switch (decision.kind) {
    case ColumnKind::kNumber:
      return finish_coded_numbers(decision, context, fault);
    case ColumnKind::kDate:
      return finish_dates(decision);
    case ColumnKind::kText:
      break;
  }
  return finish_texts(decision, context);
}

/// Whether only the caller's decimal sign keeps cells from being numbers.
bool CsvColumnBuilder::is_spoilt(const ColumnDecision& decision,
                                 const ColumnContext& context) const {
  const auto all_numbers = [](const ColumnDecision& each) {
    return each.kind == ColumnKind::kNumber && each.reason == ColumnReason::kAllCells;
  };
  if (!context.decimal || context.kind || all_numbers(decision)) return false;
  ColumnContext unasked = context;
  unasked.decimal.reset();
  return all_numbers(decide(survey_, unasked));
}

Column CsvColumnBuilder::finish_numbers(const ColumnContext& context) {
  ColumnReading reading = started_reading();
  add_missing_texts(reading);
  for (const Stray& stray : strays_) note_missing(stray.row, reading);
  if (survey_.values > 0) {
    add_strays(
        ColumnReason::kFewStrays, [](const TextFacts&) { return true; }, reading);
  }
  const bool points_unlike = points_group_ && points_may_group_ && !context.decimal_points;
  if (points_unlike && context.separator == ';' && !context.decimal) {
    reading.ambiguity = Ambiguity::kGroupingOrDecimal;
  }
  reading.leading_zeros = leading_zeros_;
  return number_column(std::move(numbers_), only_whole_, context, std::move(reading));
}

/// Plain whole numbers may be dates after all.
Column CsvColumnBuilder::number_column(std::vector<double> numbers, bool only_whole,
                                       const ColumnContext& context, ColumnReading reading) {
  std::optional<std::vector<double>> days;
  if (context.compact_dates) {
    days = days_of(numbers);
  } else if (only_whole && !context.kind && reading.numbers.unit.empty()) {
    days = compact_dates(numbers);
    if (days) reading.ambiguity = Ambiguity::kDateOrNumber;
  }
  if (days) reading.dates.order = DateOrder::kCompact;
  Column column = days ? Column::of_dates(std::move(name_), std::move(*days))
                       : Column::of_numbers(std::move(name_), std::move(numbers));
  column.set_reading(std::move(reading));
  return column;
}

Column CsvColumnBuilder::finish_coded_numbers(const ColumnDecision& decision,
                                              const ColumnContext& context,
                                              std::optional<CellFault>& fault) {
  const Notation notation = kNotations[decision.notation];
  std::vector<double> values(texts_.size(), kMissingNumber);
  for (std::size_t code = 0; code < texts_.size(); ++code) {
    const TextFacts& facts = survey_.facts[code];
    if ((facts.notations >> decision.notation & 1) == 0) continue;
    const ParsedNumber parsed = number_in(texts_.text(code), survey_.form).value(notation);
    values[code] = parsed.value;
    if (parsed.kind != NumberKind::kTooLarge) continue;
    if (!fault) fault = CellFault{std::string(texts_.text(code)), first_lines_[code], 0};
    fault->cells += facts.cells;
  }
  ColumnReading reading = started_reading();
  reading.ambiguity = decision.ambiguity;
  reading.numbers = survey_.form;
  if (survey_.separated) {
    reading.numbers.decimal = notation.decimal;
    reading.numbers.grouping = notation.grouping;
  }
  reading.leading_zeros = survey_.leading_zeros;
  reading.without_unit = survey_.without_unit;
  add_missing_texts(reading);
  if (decision.reason == ColumnReason::kFewStrays) {
    add_strays(
        decision.reason,
        [&](const TextFacts& facts) { return (facts.notations >> decision.notation & 1) == 0; },
        reading);
  }
  std::vector<double> numbers = cells_of(values, reading);
  return number_column(std::move(numbers), survey_.only_whole, context, std::move(reading));
}

Column CsvColumnBuilder::finish_dates(const ColumnDecision& decision) {
  std::vector<double> values(texts_.size(), kMissingNumber);
  for (std::size_t code = 0; code < texts_.size(); ++code) {
    const auto order = order_for(survey_.facts[code].orders, decision);
    if (order) values[code] = parse_date_text(texts_.text(code))->days(*order);
  }
  ColumnReading reading = started_reading();
  reading.ambiguity = decision.ambiguity;
  reading.dates = survey_.dates;
  reading.dates.order = decision.order;
  add_missing_texts(reading);
  if (decision.reason == ColumnReason::kFewStrays) {
    add_strays(
        decision.reason, [&](const TextFacts& facts) { return !order_for(facts.orders, decision); },
        reading);
  }
  std::vector<double> days = cells_of(values, reading);
  Column column = Column::of_dates(std::move(name_), std::move(days));
  column.set_reading(std::move(reading));
  return column;
}

/// The value of each row; those without one are missing.
std::vector<double> CsvColumnBuilder::cells_of(const std::vector<double>& values,
                                               ColumnReading& reading) {
  std::vector<double> cells;
  cells.reserve(codes_.size());
  for (const std::int32_t code : codes_) {
    const double value = code < 0 ? kMissingNumber : values[static_cast<std::size_t>(code)];
    if (code >= 0 && std::isnan(value)) {
      note_missing(static_cast<std::int64_t>(cells.size()), reading);
    }
    cells.push_back(value);
  }
  codes_ = {};
  return cells;
}

void CsvColumnBuilder::note_missing(std::int64_t row, ColumnReading& reading) {
  ++reading.missing_cells;
  if (reading.first_missing_row < 0 || row < reading.first_missing_row) {
    reading.first_missing_row = row;
  }
}

/// The texts that are neither missing nor what the others are.
void CsvColumnBuilder::add_strays(ColumnReason reason,
                                  const std::function<bool(const TextFacts&)>& is_other,
                                  ColumnReading& reading) const {
  reading.reason = reason;
  const auto is_stray = [&](const TextFacts& facts) {
    return !facts.like_missing && is_other(facts);
  };
  reading.strays = counted(is_stray);
  for (const TextFacts& facts : survey_.facts) {
    if (is_stray(facts)) reading.stray_cells += facts.cells;
  }
}

/// The texts that are left, of which codes_ then speaks. Of a known column the encoder knows which
/// texts are one.
std::vector<std::string> CsvColumnBuilder::join_like_texts(const ColumnContext& context,
                                                           ColumnReading& reading) {
  std::vector<std::string> all;
  all.reserve(texts_.size());
  for (std::size_t code = 0; code < texts_.size(); ++code) all.emplace_back(texts_.text(code));
  reading.as_written = context.as_written;
  if (context.kind && !context.as_written) return all;
  std::vector<TextCount> counts(all.size());
  std::int64_t row = 0;
  for (const std::int32_t code : codes_) {
    if (code >= 0) {
      TextCount& count = counts[static_cast<std::size_t>(code)];
      if (count.cells++ == 0) count.first_row = row;
    }
    ++row;
  }
  std::vector<std::int64_t> cells;
  for (const TextCount& count : counts) cells.push_back(count.cells);
  const LikeTexts like = like_texts(all, cells);
  std::vector<std::int32_t> place(all.size(), -1);
  std::vector<std::string> left;
  for (std::size_t code = 0; code < all.size(); ++code) {
    const auto other = static_cast<std::size_t>(like.stands_for[code]);
    counts[code].text = all[code];
    if (other != code) {
      reading.joined.push_back({counts[code], all[other]});
    } else {
      place[code] = static_cast<std::int32_t>(left.size());
      left.push_back(all[code]);
    }
  }
  if (context.as_written) {
    if (!reading.joined.empty()) reading.reason = ColumnReason::kAsked;
    reading.joined.clear();
    return all;
  }
  reading.joined_texts = static_cast<std::int64_t>(reading.joined.size());
  for (std::size_t i = 0; i < like.apart.size(); ++i) {
    const auto code = static_cast<std::size_t>(like.apart[i]);
    reading.apart.push_back({counts[code], all[static_cast<std::size_t>(like.apart_from[i])]});
  }
  keep_most_frequent(reading.joined);
  keep_most_frequent(reading.apart);
  if (reading.joined_texts == 0) return all;
  for (std::int32_t& code : codes_) {
    if (code >= 0)
      code = place[static_cast<std::size_t>(like.stands_for[static_cast<std::size_t>(code)])];
  }
  return left;
}

Column CsvColumnBuilder::finish_texts(const ColumnDecision& decision,
                                      const ColumnContext& context) {
  ColumnReading reading = started_reading();
  reading.reason = decision.reason;
  if (decision.reason == ColumnReason::kFewValues || decision.reason == ColumnReason::kMixed) {
    const bool dates = *std::max_element(survey_.by_order.begin(), survey_.by_order.end()) >
                       *std::max_element(survey_.by_notation.begin(), survey_.by_notation.end());
    add_strays(
        decision.reason,
        [&](const TextFacts& facts) {
          return dates ? facts.orders == 0 : (facts.notations >> decision.notation & 1) == 0;
        },
        reading);
  }
  if (decision.reason == ColumnReason::kSeveralUnits) {
    reading.strays = survey_.units;
    for (const TextCount& unit : survey_.units) reading.stray_cells += unit.cells;
  }
  for (std::size_t code = 0; code < survey_.facts.size(); ++code) {
    const TextFacts& facts = survey_.facts[code];
    if (!facts.looks_missing) continue;
    reading.like_missing.push_back({std::string(texts_.text(code)), facts.cells, facts.first_row});
  }
  keep_most_frequent(reading.like_missing);
  std::vector<std::string> categories = join_like_texts(context, reading);
  texts_.clear();
  Column column = Column::of_codes(std::move(name_), std::move(codes_), std::move(categories));
  column.set_reading(std::move(reading));
  return column;
}

}  // namespace occam::data
