#include "cli/model_argument.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iterator>
#include <string_view>
#include <unordered_set>

#include "cli/arguments.h"
#include "cli/exit_codes.h"
#include "cli/flag_effects.h"
#include "cli/read_progress.h"
#include "cli/table_flags.h"
#include "occam/base/quoted.h"
#include "occam/data/encoder_rows.h"
#include "occam/data/input_file.h"
#include "occam/saving/table_file.h"

namespace occam::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostNamed = 10;

/// What a file is that is no model.
std::string looks_like(std::string_view first) {
  if (first.empty()) return "an empty file";
  const bool is_text = std::none_of(first.begin(), first.end(),
                                    [](char c) { return static_cast<unsigned char>(c) < 9; });
  return is_text ? "text, a table perhaps (MODEL stands before DATA)" : "something else";
}

std::string_view plural_of(data::ColumnKind kind) {
  switch (kind) {
    case data::ColumnKind::kNumber:
      return "numbers";
    case data::ColumnKind::kText:
      return "texts";
    case data::ColumnKind::kDate:
      break;
  }
  return "dates";
}

/// What may be wrong where no column has the name of one of the model's.
std::string why_no_name(const TableModel& model, const data::Table& table) {
  if (table.columns().size() == 1) return " (is the --separator another?)";
  if (table.reading().names_as_data) return " (the first row holds names and is read as data)";
  return model.header ? " (does its first row name the columns, as in training?)"
                      : " (the training table had no header)";
}

/// "20 texts among numbers in 'age' ...": what cannot be what its column was in training.
void note_strays(const TableModel& model, const data::Table& table,
                 std::vector<std::string>& notes) {
  std::unordered_set<std::string_view> told;  // of the parts of a text one tells all
  for (const std::string& name : model.encoder.columns()) {
    const data::Column& column = table.column(name);
    const data::ColumnReading& reading = column.reading();
    if (column.is_text() || reading.stray_cells == 0 || reading.strays.empty()) continue;
    const std::string& in_file = data::name_in_file(column);
    if (!told.insert(in_file).second) continue;
    const bool one = reading.stray_cells == 1;
    const std::string cells = one ? "1 cell" : fmt::format("{} cells", reading.stray_cells);
    const data::TextCount& first = reading.strays.front();
    if (reading.part.kind == data::PartKind::kLabel) {
      notes.push_back(
          fmt::format("{} of {} {} a label that no row had in training, which counts as none, "
                      "first {} in row {}",
                      cells, in_quotes(in_file), one ? "has" : "have", in_quotes(first.text),
                      first.first_row + 1));
      continue;
    }
    notes.push_back(
        fmt::format("{} of {} {} no {} as in training and count{} as missing, first {} in row {}",
                    cells, in_quotes(in_file), one ? "is" : "are",
                    column.kind() == data::ColumnKind::kDate ? "date" : "number", one ? "s" : "",
                    in_quotes(first.text), first.first_row + 1));
  }
}

/// All columns that hold another kind than in training.
void refuse_other_kinds(const TableModel& model, const data::Table& table,
                        const ModelAndData& arguments) {
  const std::vector<std::string> names = model.encoder.columns();
  const std::unordered_set<std::string_view> needed(names.begin(), names.end());
  std::vector<std::string> others;
  for (const TrainedColumn& trained : model.columns) {
    if (!needed.contains(trained.form.name)) continue;
    const data::Column& column = table.column(trained.form.name);
    if (column.kind() == trained.form.kind) continue;
    std::int64_t row = 0;
    while (row < column.rows() && column.is_missing(row)) ++row;
    if (row == column.rows()) continue;
    others.push_back(fmt::format("{} in {}, which had {}, first {} in row {}",
                                 plural_of(column.kind()), in_quotes(column.name()),
                                 plural_of(trained.form.kind), in_quotes(column.reading().example),
                                 row + 1));
  }
  if (others.empty()) return;
  std::string flags;
  for (const char* flag : {"--text-columns", "--decimal"}) {
    if (is_among(arguments.reading.given, flag))
      flags += fmt::format(" (with {} it is read otherwise than in training)", flag);
  }
  const std::size_t more = others.size() - std::min(others.size(), kMostNamed);
  others.resize(others.size() - more);
  throw BadData(fmt::format(
      "{} does not hold what the model was trained on. Expected the kinds of training. Received: "
      "{}{}{}",
      in_quotes(arguments.data), fmt::join(others, "; "),
      more > 0 ? fmt::format("; and {} columns more", more) : "", flags));
}

/// Numbers that are nearly all far from those of training.
void note_far_numbers(const TableModel& model, const data::Table& table,
                      std::vector<std::string>& notes) {
  constexpr double kFar = 30;  // of a deviation, or of a range of quartiles
  std::vector<std::string> far;
  for (const data::FeatureColumn& feature : model.encoder.features) {
    if (feature.kind != data::FeatureKind::kNumber) continue;
    const data::Column& column = table.column(feature.name);
    if (column.kind() != data::ColumnKind::kNumber) continue;
    std::vector<double> numbers;
    for (const double number : column.numbers()) {
      if (std::isfinite(number)) numbers.push_back(number);
    }
    if (numbers.empty()) continue;
    const auto middle = numbers.begin() + std::ssize(numbers) / 2;
    std::nth_element(numbers.begin(), middle, numbers.end());
    if (std::abs(*middle - feature.mean) <= kFar * feature.scale) continue;
    far.push_back(fmt::format("{} ({:.4g} in the middle, {:.4g} in training)",
                              in_quotes(feature.name), *middle, feature.mean));
  }
  if (!far.empty()) {
    notes.push_back("numbers far from those of training, in another unit perhaps: " +
                    join(far, kMostNamed));
  }
}

void note_missing(const TableModel& model, const data::Table& table,
                  std::vector<std::string>& notes) {
  std::vector<data::UnusableCells> faults;
  for (const std::string& name : model.encoder.columns()) {
    data::UnusableCells fault{.column = &table.column(name)};
    for (std::int64_t row = 0; row < table.rows(); ++row) {
      if (data::is_unusable(*fault.column, row) && fault.cells++ == 0) fault.first_row = row;
    }
    if (fault.cells > 0) faults.push_back(fault);
  }
  if (faults.empty() || model.encoder.missing == data::MissingPolicy::kRefuse) return;
  notes.push_back("missing cells, which are taken as in training: " + data::faults_text(faults));
}

}  // namespace

void take_model_and_data(const std::string& operand, ModelAndData& arguments) {
  if (arguments.model.empty()) {
    arguments.model = operand;
  } else {
    take_data(operand, arguments.data, arguments.reading);
  }
}

void check_is_file(const std::string& path) {
  std::error_code unknown;  // a pipe would be waited for
  if (fs::exists(path, unknown) && !fs::is_regular_file(path, unknown))
    throw BadModel(in_quotes(path) + " is no regular file. Expected a file of a model");
  data::InputFile{path};
}

void check_model_file(const std::string& path) {
  if (path.empty())
    throw UsageError("MODEL: no file. Expected one that occam train --save has written");
  if (path == "-")
    throw UsageError("MODEL: is read from a file, not from standard input. Received: -");
  check_is_file(path);
  data::InputFile file(path);
  const auto bytes = file.peek(512);
  const std::string_view first(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const bool is_container = first.starts_with("PK") || first.starts_with("\x89HDF\r\n\x1a\n");
  if (is_container && !file.compressed()) return;
  throw BadModel(fmt::format("{} is no model. Expected a .keras or .h5 file. Received: {}",
                             in_quotes(path), looks_like(first)));
}

TableModel read_table_model(const std::string& path) {
  check_model_file(path);
  try {
    return load_table_model(path);
  } catch (const FileError& error) {
    throw BadModel(error.what());
  }
}

data::Table read_table_for(const TableModel& model, const ModelAndData& arguments,
                           std::vector<std::string>& notes) {
  ReadFlags reading = arguments.reading;
  reading.options = model.reading(std::move(reading.options));
  data::Table table = read_data(arguments.data, reading);
  const ColumnDifference difference = model.compare(table);
  if (!difference.missing.empty()) {
    std::string text =
        fmt::format("{} has not {} of the {} columns that the model needs: {}",
                    in_quotes(arguments.data), difference.missing.size(),
                    model.columns_in_file().size(), quoted_names(difference.missing, kMostNamed));
    std::vector<std::string_view> names;
    for (const std::string& name : difference.extra) names.push_back(name);
    const std::string_view near = nearest_name(difference.missing.front(), names);
    if (!near.empty()) text += fmt::format(" (is {} meant?)", in_quotes(near));
    text += ". Expected them by name, in any order. Its columns: " + column_names(table);
    if (difference.missing.size() == model.columns_in_file().size())
      text += why_no_name(model, table);
    throw BadData(text);
  }
  refuse_other_kinds(model, table, arguments);
  if (!difference.extra.empty()) {
    notes.push_back(fmt::format("{} not used, as the training table had none of the name: {}",
                                difference.extra.size() == 1
                                    ? "1 column is"
                                    : fmt::format("{} columns are", difference.extra.size()),
                                quoted_names(difference.extra, kMostNamed)));
  }
  std::ranges::move(reading_flag_notes(table, arguments.reading), std::back_inserter(notes));
  note_strays(model, table, notes);
  note_missing(model, table, notes);
  note_far_numbers(model, table, notes);
  return table;
}

}  // namespace occam::cli
