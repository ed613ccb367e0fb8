#include "occam/data/column_survey.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "occam/base/ascii.h"
#include "occam/data/column_units.h"
#include "occam/data/column_writing.h"
#include "occam/data/marked_number.h"
#include "occam/data/unit_scale.h"
#include "occam/data/written_number.h"

namespace occam::data {
namespace {

std::string_view without_sign(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return text;
}

bool is_whole(std::string_view text) {
  text = without_sign(text);
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

void add_number(const NumberText& number, std::string_view text, TextFacts& facts,
                ColumnSurvey& survey) {
  facts.notations = number.notations;
  for (std::size_t i = 0; i < kNotations.size(); ++i) {
    if ((number.notations >> i & 1) != 0) survey.by_notation[i] += facts.cells;
  }
  ++survey.distinct_numbers;
  if (!number.currency.empty()) {
    survey.several_currencies |=
        !survey.form.currency.empty() && survey.form.currency != number.currency;
    if (survey.form.currency.empty()) survey.form.currency = number.currency;
  }
  survey.form.percent |= number.percent;
  survey.form.parentheses |= number.parentheses;
  survey.form.unicode_minus |= number.unicode_minus;
  survey.bare_numbers |= !number.parentheses;
  survey.separated |= number.separated;
  survey.unseparated |= !number.separated;
  survey.thousands_unseparated |= !number.separated && number.digits.size() > 3;
  survey.only_whole &= is_whole(text);
  survey.beyond_exact |= is_beyond_exact(text);
  if (has_leading_zeros(text)) survey.leading_zeros += facts.cells;
}

void add_date(const DateText& date, TextFacts& facts, ColumnSurvey& survey) {
  facts.orders = date.orders;
  for (std::size_t i = 0; i < survey.by_order.size(); ++i) {
    if ((date.orders >> i & 1) != 0) survey.by_order[i] += facts.cells;
  }
  survey.dates.time |= date.time;
  survey.dates.zone |= date.zone;
  survey.dates.two_digits |= date.two_digits;
  survey.date_separator = date.separator;
}

/// Letters and digits alone, both of them.
bool is_code_like(std::string_view text) {
  if (text.starts_with("0x") || text.starts_with("0X")) return false;
  bool letter = false, digit = false;
  for (const char c : text) {
    if (!is_letter(c) && !is_digit(c) && c != '-' && c != '_' && c != '/') return false;
    letter |= is_letter(c);
    digit |= is_digit(c);
  }
  return letter && digit;
}

bool fits(const ColumnSurvey& survey, char decimal, Grouping grouping, std::int64_t cells) {
  for (std::size_t i = 0; i < kNotations.size(); ++i) {
    if (kNotations[i].decimal == decimal && kNotations[i].grouping == grouping) {
      return survey.by_notation[i] == cells;
    }
  }
  return false;
}

std::size_t place_of(char decimal, Grouping grouping) {
  std::size_t i = 0;
  while (kNotations[i].decimal != decimal || kNotations[i].grouping != grouping) ++i;
  return i;
}

/// The notation that reads the most cells, the likeliest of those.
void choose_notation(const ColumnSurvey& survey, const ColumnContext& context,
                     ColumnDecision& decision) {
  std::int64_t best = 0;
  std::size_t alternatives_with_point = 0;
  for (std::size_t i = 0; i < kNotations.size(); ++i) {
    if (context.decimal && kNotations[i].decimal != *context.decimal) continue;
    if (survey.by_notation[i] > best) {
      best = survey.by_notation[i];
      decision.notation = i;
    }
  }
  for (std::size_t i = 0; i < kNotations.size(); ++i) {
    alternatives_with_point += kNotations[i].decimal == '.' && survey.by_notation[i] == best;
  }
  decision.certain = best > 0 && alternatives_with_point == 0;
  if (context.decimal || !survey.separated) return;
  const Notation chosen = kNotations[decision.notation];
  if (chosen.decimal == '.' && chosen.grouping == Grouping::kComma &&
      fits(survey, ',', Grouping::kNone, best)) {  // "1,234" in every cell with a comma
    if (survey.unseparated && !survey.thousands_unseparated) return;
    if (!survey.thousands_unseparated) decision.ambiguity = Ambiguity::kGroupingOrDecimal;
    if (survey.thousands_unseparated || context.decimal_commas || context.separator == ';') {
      decision.notation = place_of(',', Grouping::kNone);
    }
  } else if (chosen.decimal == '.' && chosen.grouping == Grouping::kNone &&
             fits(survey, ',', Grouping::kPoint, best)) {  // "1.234" in every cell with a point
    const bool money = !survey.form.currency.empty() && !survey.thousands_unseparated;
    if (!context.decimal_commas && !money) return;
    if (!context.decimal_commas) decision.ambiguity = Ambiguity::kGroupingOrDecimal;
    decision.notation = place_of(',', Grouping::kPoint);
  }
}

void choose_order(const ColumnSurvey& survey, const ColumnContext& context,
                  ColumnDecision& decision) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < survey.by_order.size(); ++i) {
    if (survey.by_order[i] > survey.by_order[best]) best = i;
  }
  decision.order = static_cast<DateOrder>(best);
  const auto cells = [&](DateOrder order) {
    return survey.by_order[static_cast<std::size_t>(order)];
  };
  const std::int64_t day_first = cells(DateOrder::kDayMonthYear);
  const std::int64_t month_first = cells(DateOrder::kMonthDayYear);
  decision.numeric_order =
      day_first >= month_first ? DateOrder::kDayMonthYear : DateOrder::kMonthDayYear;
  const bool known = context.kind == ColumnKind::kDate && context.order;
  if (known) decision.numeric_order = *context.order;
  const bool either = day_first == month_first && day_first > 0 && !known;
  decision.certain = !either;
  if (either && survey.date_separator != '.') {
    if (context.order) {
      decision.numeric_order = *context.order;
    } else {
      decision.ambiguity = Ambiguity::kDayOrMonthFirst;
      if (survey.date_separator == '/') decision.numeric_order = DateOrder::kMonthDayYear;
    }
  }
  const bool numeric =
      decision.order == DateOrder::kDayMonthYear || decision.order == DateOrder::kMonthDayYear;
  if (numeric) decision.order = decision.numeric_order;
}

/// Cells that are a number in some notation, or a date in some order.
std::int64_t written_any_way(const ColumnSurvey& survey) {
  std::int64_t cells = 0;
  for (const TextFacts& facts : survey.facts) {
    if (facts.notations != 0 || facts.orders != 0) cells += facts.cells;
  }
  return cells;
}

/// What is written around the digits does not fit numbers of one unit.
bool is_no_amount(const ColumnSurvey& survey) {
  // "(1)", "(2)" and no other numbers: few different ones are labels.
  constexpr std::int64_t kLabels = 20;
  const bool labels =
      survey.form.parentheses && !survey.bare_numbers && survey.distinct_numbers <= kLabels;
  return survey.several_currencies || labels ||
         (survey.form.percent && !survey.form.currency.empty());
}

/// Numbers with units count as such where the column has one.
void add_units(const TextDictionary& texts, const ColumnUnits& units, ColumnSurvey& survey) {
  const auto own = units.column_unit();
  if (!own || own->empty()) {
    survey.units = units.differing(survey.values);
    for (const ColumnUnits::Unit& unit : units.units()) {
      for (const std::size_t code : unit.codes) {
        if (is_code_like(texts.text(code))) survey.code_like += survey.facts[code].cells;
      }
    }
    return;
  }
  for (const auto& [unit, ratio] : units.like(*own)) {
    for (const std::size_t code : unit->codes) {
      auto quantity = parse_quantity_text(texts.text(code));
      quantity->number.ratio = ratio;
      add_number(quantity->number, quantity->written, survey.facts[code], survey);
      --survey.distinct_others;
    }
    survey.form.marks |= unit->marked;
    survey.form.ranges |= unit->ranges;
    survey.form.multiples |= ratio != 1;
  }
  survey.form.unit = *own;
  survey.without_unit = units.plain_cells();
}

}  // namespace

bool is_beyond_exact(std::string_view text) {
  constexpr std::uint64_t kExact = std::uint64_t{1} << 53;
  constexpr std::size_t kLongest = 40;  // no identifier has more digits
  if (text.size() < 16 || text.size() > kLongest || !is_whole(text)) return false;
  text = without_sign(text);
  std::uint64_t value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  return result.ec != std::errc() || value > kExact;
}

bool has_leading_zeros(std::string_view text) {
  text = without_sign(text);
  return text.size() > 1 && text[0] == '0' && is_whole(text);
}

ColumnSurvey survey_of(const TextDictionary& texts, std::vector<TextFacts> facts_of,
                       const MissingTexts& missing, const KnownNumbers& known) {
  ColumnSurvey survey;
  survey.facts = std::move(facts_of);
  const ColumnWriting found =
      writing_of(texts, survey.facts, missing, known.plain_cells, known.writing);
  const NumberWriting writing = survey.form.writing = found.writing;
  // A plain 8 among times is no time.
  const bool plain_too = may_be_plain_too(writing);
  ColumnUnits units(known.unit);
  units.add_plain(known.plain_cells, 0);
  for (std::size_t code = 0; code < texts.size(); ++code) {
    TextFacts& facts = survey.facts[code];
    const std::string_view text = texts.text(code);
    if (missing.among_numbers(text)) {
      facts.like_missing = true;
      facts.looks_missing = missing.looks_missing(text);
      continue;
    }
    survey.values += facts.cells;
    const bool written = found.written[code];
    const bool may_be_so = written && writing != NumberWriting::kDecimal;
    const auto as_written = may_be_so ? parse_written_number(text, writing) : std::nullopt;
    if (const auto number = as_written ? as_written->in(writing) : std::nullopt) {
      add_number(*number, text, facts, survey);
      units.add_plain(facts.cells, facts.first_row);
      continue;
    }
    auto number = plain_too ? parse_number_text(text) : std::nullopt;
    if (!number && plain_too) {
      number = parse_marked_number(text);
      survey.form.marks |= number.has_value();
    }
    if (number) {
      add_number(*number, text, facts, survey);
      units.add_plain(facts.cells, facts.first_row);
    }
    if (const auto date = parse_date_text(text)) add_date(*date, facts, survey);
    if (facts.notations == 0 && facts.orders == 0) {
      ++survey.distinct_others;
      if (missing.is_value(text)) survey.asked_values += facts.cells;
      if (!written && plain_too && units.add(text, code, facts.cells, facts.first_row)) continue;
      if (is_code_like(text)) survey.code_like += facts.cells;
    }
  }
  add_units(texts, units, survey);
  return survey;
}

NumberText number_in(std::string_view text, const NumberForm& form) {
  if (const auto written = parse_written_number(text, form.writing))
    return *written->in(form.writing);
  if (const auto number = parse_number_text(text)) return *number;
  if (const auto number = parse_marked_number(text)) return *number;
  QuantityText quantity = *parse_quantity_text(text);
  quantity.number.ratio = unit_ratio(quantity.unit, form.unit).value_or(1);
  return quantity.number;
}

std::optional<DateOrder> order_for(DateOrders orders, const ColumnDecision& decision) {
  const DateOrders numeric =
      order_bit(DateOrder::kDayMonthYear) | order_bit(DateOrder::kMonthDayYear);
  if (orders == 0) return std::nullopt;
  if ((orders & numeric) != 0) {
    const bool agrees = (orders & order_bit(decision.numeric_order)) != 0;
    return agrees ? std::optional(decision.numeric_order) : std::nullopt;
  }
  int order = 0;
  while ((orders >> order & 1) == 0) ++order;
  return static_cast<DateOrder>(order);
}

ColumnDecision decide(const ColumnSurvey& survey, const ColumnContext& context) {
  ColumnDecision numbers, dates, texts;
  numbers.kind = ColumnKind::kNumber;
  choose_notation(survey, context, numbers);
  dates.kind = ColumnKind::kDate;
  choose_order(survey, context, dates);
  const bool is_known = context.kind == ColumnKind::kNumber || context.kind == ColumnKind::kDate;
  const std::int64_t number_cells =
      is_no_amount(survey) && !is_known ? 0 : survey.by_notation[numbers.notation];
  std::int64_t date_cells = 0;
  for (const TextFacts& facts : survey.facts) {
    if (order_for(facts.orders, dates)) date_cells += facts.cells;
  }
  texts.notation = numbers.notation;
  if (!survey.units.empty()) texts.reason = ColumnReason::kSeveralUnits;
  const bool is_numbers =
      is_known ? context.kind == ColumnKind::kNumber : number_cells >= date_cells;
  ColumnDecision decision = is_numbers ? numbers : dates;
  const std::int64_t cells = is_numbers ? number_cells : date_cells;
  const std::int64_t strays = survey.values - cells;
  if (is_known ? cells == 0 && survey.values > 0 : cells == 0 || 2 * cells <= survey.values) {
    // Numbers all of them, or dates, but written in different ways: "1.5" and "1,5".
    if (cells > 0 && 10 * written_any_way(survey) >= 9 * survey.values && survey.units.empty())
      texts.reason = ColumnReason::kMixed;
    return texts;
  }
  if (is_known) {
    decision.certain = strays == 0;
    if (strays > 0) decision.reason = ColumnReason::kFewStrays;
    return decision;
  }
  if (is_numbers && survey.beyond_exact && survey.only_whole) {
    texts.reason = strays == 0 ? ColumnReason::kBeyondExact : ColumnReason::kAllCells;
    return texts;
  }
  // "<5" and ">5", "10 - 19" and "20 - 29": of few they are groups, not measures.
  const bool marked =
      survey.form.marks || survey.form.ranges || survey.form.writing == NumberWriting::kRange;
  const bool groups = is_numbers && marked && are_few_values(survey.distinct_numbers, number_cells);
  if (strays == 0 && !groups) return decision;
  if (groups) return texts;
  if (survey.asked_values > 0) {
    texts.reason = ColumnReason::kAsked;
    return texts;
  }
  const bool codes = is_numbers && survey.only_whole && 2 * survey.code_like > strays;
  if (codes || !are_few(strays, survey.distinct_others, survey.values)) {
    texts.reason = ColumnReason::kMixed;
    return texts;
  }
  if (is_numbers && are_few_values(survey.distinct_numbers, number_cells)) {
    texts.reason = ColumnReason::kFewValues;
    return texts;
  }
  decision.reason = ColumnReason::kFewStrays;
  decision.certain = false;
  return decision;
}

}  // namespace occam::data
