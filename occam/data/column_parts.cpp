#include "occam/data/column_parts.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "occam/data/label_parts.h"
#include "occam/data/number_parts.h"

namespace occam::data {
namespace {

/// Takes columns of texts apart, as far as the caller lets them be.
class Splitter {
 public:
  Splitter(const std::vector<Column>& columns, const MissingTexts& missing,
           const ReadOptions& options)
      : missing_(missing) {
    for (const Column& column : columns) names_.insert(column.name());
    asked_.insert(options.text_columns.begin(), options.text_columns.end());
    whole_.insert(options.whole_columns.begin(), options.whole_columns.end());
    for (const ColumnForm& form : options.forms) {
      if (form.part_of.empty()) {
        known_whole_.insert(form.name);
      } else {
        forms_[form.part_of].push_back(&form);
      }
    }
  }

  /// Empty where the column stays one.
  std::vector<Column> parts_of(const Column& column) const {
    return asked_.contains(column.name()) ? std::vector<Column>{} : usual_parts_of(column);
  }
  /// Whether the column is one of texts only because the caller says so.
  bool is_kept(const Column& column) const {
    return asked_.contains(column.name()) && !usual_parts_of(column).empty();
  }

 private:
  std::vector<Column> usual_parts_of(const Column& column) const {
    if (!column.is_text() || whole_.contains(column.name())) return {};
    const auto known = forms_.find(column.name());
    std::vector<Column> parts =
        known == forms_.end() ? found_parts(column) : known_parts(column, known->second);
    const bool taken = std::any_of(parts.begin(), parts.end(), [&](const Column& part) {
      return names_.contains(part.name());
    });
    return taken ? std::vector<Column>{} : std::move(parts);
  }

  std::vector<Column> found_parts(const Column& column) const {
    const ColumnReason reason = column.reading().reason;
    const bool decided = reason == ColumnReason::kAsked || reason == ColumnReason::kBeyondExact;
    if (decided || known_whole_.contains(column.name())) return {};
    std::vector<Column> numbers = number_parts(column, missing_);
    return numbers.empty() ? label_parts(column) : std::move(numbers);
  }

  std::vector<Column> known_parts(const Column& column,
                                  const std::vector<const ColumnForm*>& forms) const {
    const ColumnForm& first = *forms.front();
    return first.part == PartKind::kLabel ? known_label_parts(column, forms)
                                          : known_number_parts(column, missing_, first.pattern);
  }

  const MissingTexts& missing_;
  std::unordered_set<std::string> names_ = {}, asked_ = {}, whole_ = {}, known_whole_ = {};
  std::map<std::string_view, std::vector<const ColumnForm*>> forms_ = {};  ///< by part_of
};

}  // namespace

std::vector<Column> with_parts(std::vector<Column> columns, const MissingTexts& missing,
                               const ReadOptions& options) {
  const Splitter splitter(columns, missing, options);
  std::vector<Column> result;
  result.reserve(columns.size());
  for (Column& column : columns) {
    std::vector<Column> parts = splitter.parts_of(column);
    if (parts.empty()) {
      if (splitter.is_kept(column)) {
        ColumnReading reading = column.reading();
        reading.reason = ColumnReason::kAsked;
        column.set_reading(std::move(reading));
      }
      result.push_back(std::move(column));
    } else {
      std::move(parts.begin(), parts.end(), std::back_inserter(result));
    }
  }
  return result;
}

}  // namespace occam::data
