#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "occam/data/column_survey.h"
#include "occam/data/missing_texts.h"
#include "occam/data/table.h"
#include "occam/data/text_dictionary.h"

namespace occam::data {

/// How much of the cells' texts a builder keeps.
enum class KeptTexts {
  kAll,    ///< texts were asked for, or the decision needs them
  kFirst,  ///< those of the first numbers: a text behind more of them hardly makes them texts
  kMany,   ///< the same, of many more: the file cannot be read a second time
};

/// A cell that cannot be part of its column.
struct CellFault {
  std::string text = {};
  std::int64_t line = 0;
  std::int64_t cells = 0;
};

/// Collects the cells of one column and decides in the end what it holds. Plain numbers are taken
/// at once; a column with other texts is dictionary-coded and decided by its distinct texts.
class CsvColumnBuilder {
 public:
  CsvColumnBuilder(std::string name, KeptTexts kept) : name_(std::move(name)), kept_(kept) {
    if (kept == KeptTexts::kAll) state_ = State::kCoded;
  }

  const std::string& name() const { return name_; }
  std::int64_t rows() const {
    return static_cast<std::int64_t>(state_ == State::kCoded ? codes_.size() : numbers_.size());
  }
  bool all_empty() const { return empty_cells_ == rows(); }
  void reserve(std::int64_t rows);

  void add(std::string_view text, std::int64_t line, const MissingTexts& missing);

  /// Looks at all cells; what is certain about them may decide for other columns. context: what is
  /// known of the numbers, their unit and writing.
  void survey(const MissingTexts& missing, const ColumnContext& context);
  void teach(ColumnContext& context) const;
  /// After survey: whether the decision needs texts that were not kept. Those that were kept are
  /// taken.
  bool needs_texts(const ColumnContext& context, const MissingTexts& missing);

  /// After survey. Leaves the builder empty. A number beyond float64 in a column of numbers is a
  /// fault.
  Column finish(const ColumnContext& context, std::optional<CellFault>& fault);

 private:
  enum class State {
    kNumbers,  ///< numbers_, and in strays_ what is none
    kCoded,    ///< codes_
  };
  struct Stray {
    std::int64_t row = 0;
    std::int32_t code = 0;
  };

  bool add_number(std::string_view text);
  void add_stray(std::string_view text, std::int64_t line, const MissingTexts& missing);
  void add_missing(std::string_view text);
  std::int32_t code_of(std::string_view text, std::int64_t line);
  bool keeps_early_texts() const;
  void become_coded();
  ColumnReading started_reading() const;
  Column finish_numbers(const ColumnContext& context);
  Column number_column(std::vector<double> numbers, bool only_whole, const ColumnContext& context,
                       ColumnReading reading);
  Column finish_coded_numbers(const ColumnDecision& decision, const ColumnContext& context,
                              std::optional<CellFault>& fault);
  Column finish_dates(const ColumnDecision& decision);
  Column finish_texts(const ColumnDecision& decision, const ColumnContext& context);
  std::vector<std::string> join_like_texts(const ColumnContext& context, ColumnReading& reading);
  std::vector<double> cells_of(const std::vector<double>& values, ColumnReading& reading);
  static void note_missing(std::int64_t row, ColumnReading& reading);
  void add_missing_texts(ColumnReading& reading) const;
  void add_strays(ColumnReason reason, const std::function<bool(const TextFacts&)>& is_other,
                  ColumnReading& reading) const;
  template <class Chosen>
  std::vector<TextCount> counted(const Chosen& chosen) const;
  bool is_spoilt(const ColumnDecision& decision, const ColumnContext& context) const;
  bool numbers_leave_doubt(const ColumnContext& context) const;

  std::string name_;
  KeptTexts kept_;
  State state_ = State::kNumbers;
  bool beyond_exact_ = false;     ///< a whole number above 2^53 among numbers_
  bool only_whole_ = true;        ///< of numbers_
  bool points_may_group_ = true;  ///< "1.234": three digits behind every point, as far as seen
  bool points_group_ = false;     ///< and one was seen
  bool decimal_spoils_ = false;   ///< ColumnReading::decimal_spoils
  std::string example_;

  std::int64_t empty_cells_ = 0;
  std::int64_t first_empty_row_ = -1;
  std::int64_t missing_cells_ = 0;
  std::int64_t first_missing_row_ = -1;
  std::vector<TextCount> missing_texts_;  ///< but empty ones
  std::int64_t leading_zeros_ = 0;

  std::vector<double> numbers_;
  std::int64_t number_cells_ = 0;
  /// The texts of the first numbers, in case they turn out to be texts.
  std::string early_text_;
  std::vector<std::size_t> early_ends_;
  std::vector<Stray> strays_;

  TextDictionary texts_;
  std::vector<std::int64_t> first_lines_;  ///< of each text
  std::vector<std::int32_t> codes_;

  ColumnSurvey survey_;
};

}  // namespace occam::data
