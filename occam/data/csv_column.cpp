#include "occam/data/csv_column.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>
#include <utility>

#include "occam/base/quoted.h"

namespace occam::data {
namespace {

std::int64_t early_limit(KeptTexts kept) {
  return kept == KeptTexts::kMany ? std::int64_t{1} << 17 : std::int64_t{1} << 12;
}

bool hold_few_values(const std::vector<double>& numbers, std::int64_t cells) {
  std::unordered_set<double> distinct;
  for (const double number : numbers) {
    if (!std::isnan(number)) distinct.insert(number);
    if (!are_few_values(static_cast<std::int64_t>(distinct.size()), cells)) return false;
  }
  return true;
}

}  // namespace

void CsvColumnBuilder::reserve(std::int64_t rows) {
  if (state_ == State::kCoded) {
    codes_.reserve(static_cast<std::size_t>(rows));
  } else {
    numbers_.reserve(static_cast<std::size_t>(rows));
  }
}

void CsvColumnBuilder::add(std::string_view text, std::int64_t line, const MissingTexts& missing) {
  if (missing.everywhere(text)) return add_missing(text);
  if (state_ == State::kCoded) {
    if (example_.empty()) example_ = cleaned(text);
    codes_.push_back(code_of(text, line));
  } else if (!add_number(text)) {
    add_stray(text, line, missing);
  }
}

/// Takes a plain number; false when the text is none.
bool CsvColumnBuilder::add_number(std::string_view text) {
  const ParsedNumber parsed = parse_plain_number(text);
  if (parsed.kind != NumberKind::kNumber) return false;
  if (number_cells_++ == 0) example_ = cleaned(text);
  numbers_.push_back(parsed.value);
  if (text[0] == '0' && text.size() > 1 && has_leading_zeros(text)) ++leading_zeros_;
  beyond_exact_ = beyond_exact_ || is_beyond_exact(text);
  if (only_whole_ || points_may_group_) {
    only_whole_ = only_whole_ && parsed.whole;
    if (!parsed.whole && points_may_group_) {
      const auto number = parse_number_text(text);
      points_may_group_ = number && (number->notations >> 5 & 1) != 0;  // decimal comma, points
      points_group_ = points_may_group_;
    }
  }
  if (number_cells_ <= early_limit(kept_)) {
    early_text_.append(text);
    early_ends_.push_back(early_text_.size());
  } else if (!early_ends_.empty()) {
    early_text_ = {};
    early_ends_ = {};
  }
  return true;
}

bool CsvColumnBuilder::keeps_early_texts() const {
  return static_cast<std::int64_t>(early_ends_.size()) == number_cells_;
}

void CsvColumnBuilder::add_stray(std::string_view text, std::int64_t line,
                                 const MissingTexts& missing) {
  if (keeps_early_texts() && !missing.among_numbers(text)) {
    become_coded();
    if (example_.empty()) example_ = cleaned(text);
    codes_.push_back(code_of(text, line));
    return;
  }
  strays_.push_back({rows(), code_of(text, line)});
  numbers_.push_back(kMissingNumber);
}

void CsvColumnBuilder::add_missing(std::string_view text) {
  const std::int64_t row = rows();
  if (missing_cells_++ == 0) first_missing_row_ = row;
  if (text.empty()) {
    if (empty_cells_++ == 0) first_empty_row_ = row;
  } else {
    const auto found = std::find_if(missing_texts_.begin(), missing_texts_.end(),
                                    [&](const TextCount& count) { return count.text == text; });
    if (found == missing_texts_.end()) {
      missing_texts_.push_back({std::string(text), 1, row});
    } else {
      ++found->cells;
    }
  }
  if (state_ == State::kCoded) {
    codes_.push_back(-1);
  } else {
    numbers_.push_back(kMissingNumber);
  }
}

std::int32_t CsvColumnBuilder::code_of(std::string_view text, std::int64_t line) {
  const std::int32_t code = texts_.code_of(text);
  if (static_cast<std::size_t>(code) == first_lines_.size()) first_lines_.push_back(line);
  return code;
}

/// The cells so far again, as codes.
void CsvColumnBuilder::become_coded() {
  state_ = State::kCoded;
  codes_.reserve(numbers_.capacity());
  std::size_t begin = 0;
  auto end = early_ends_.begin();
  auto stray = strays_.begin();
  for (const double number : numbers_) {
    if (std::isnan(number)) {
      const bool is_stray =
          stray != strays_.end() && stray->row == static_cast<std::int64_t>(codes_.size());
      codes_.push_back(is_stray ? (stray++)->code : -1);
      continue;
    }
    codes_.push_back(code_of(std::string_view(early_text_).substr(begin, *end - begin), 0));
    begin = *end++;
  }
  numbers_ = {};
  strays_ = {};
  early_text_ = {};
  early_ends_ = {};
}

void CsvColumnBuilder::survey(const MissingTexts& missing, const ColumnContext& context) {
  std::vector<TextFacts> facts(texts_.size());
  const auto count = [&](std::int64_t row, std::int32_t code) {
    TextFacts& fact = facts[static_cast<std::size_t>(code)];
    if (fact.cells++ == 0) fact.first_row = row;
  };
  if (state_ == State::kCoded) {
    std::int64_t row = 0;
    for (const std::int32_t code : codes_) {
      if (code >= 0) count(row, code);
      ++row;
    }
  } else {
    for (const Stray& stray : strays_) count(stray.row, stray.code);
  }
  const KnownNumbers known{.plain_cells = state_ == State::kCoded ? 0 : number_cells_,
                           .unit = context.unit,
                           .writing = context.writing};
  survey_ = survey_of(texts_, std::move(facts), missing, known);
}

void CsvColumnBuilder::teach(ColumnContext& context) const {
  if (state_ == State::kNumbers) {
    context.decimal_points |= !only_whole_ && !points_may_group_;
    return;
  }
  const ColumnDecision decision = decide(survey_, context);
  if (!decision.certain) return;
  if (decision.kind == ColumnKind::kNumber && survey_.separated) context.decimal_commas = true;
  const bool told_apart =
      decision.order == DateOrder::kDayMonthYear || decision.order == DateOrder::kMonthDayYear;
  if (decision.kind == ColumnKind::kDate && told_apart) context.order = decision.order;
}

/// Plain numbers that could be something else.
bool CsvColumnBuilder::numbers_leave_doubt(const ColumnContext& context) const {
  // Known numbers are plain, or their texts are all kept: a text may still be one.
  if (context.kind == ColumnKind::kNumber) return survey_.distinct_numbers > 0;
  const std::int64_t values = number_cells_ + survey_.values;
  if (beyond_exact_ && only_whole_) return true;
  if (context.decimal == ',' && !only_whole_) return true;
  if (context.decimal_commas && points_may_group_ && points_group_) return true;
  if (survey_.values == 0) return false;
  if (survey_.asked_values > 0) return true;
  const bool notations = survey_.distinct_numbers > 0;
  return notations || survey_.code_like > 0 ||
         !are_few(survey_.values, survey_.distinct_others, values) ||
         hold_few_values(numbers_, number_cells_);
}

bool CsvColumnBuilder::needs_texts(const ColumnContext& context, const MissingTexts& missing) {
  if (state_ == State::kCoded || number_cells_ == 0 || !numbers_leave_doubt(context)) return false;
  if (!keeps_early_texts()) return true;
  become_coded();
  survey(missing, context);
  return false;
}

}  // namespace occam::data
