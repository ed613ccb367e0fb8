#include "occam/data/csv_reader.h"

#include <algorithm>
#include <filesystem>
#include <unordered_map>
#include <utility>

#include "occam/base/ascii.h"
#include "occam/base/errors.h"
#include "occam/base/quoted.h"
#include "occam/data/column_names.h"
#include "occam/data/column_parts.h"
#include "occam/data/csv_frame.h"
#include "occam/data/table_end.h"
#include "occam/runtime/memory_budget.h"

namespace occam::data {
namespace {

/// Bytes of all files; none where one is no regular file.
std::optional<std::int64_t> total_bytes(std::span<const std::string> paths) {
  std::int64_t total = 0;
  for (const std::string& path : paths) {
    std::error_code error;
    if (path == "-" || !std::filesystem::is_regular_file(path, error)) return std::nullopt;
    total += static_cast<std::int64_t>(std::filesystem::file_size(path, error));
    if (error) return std::nullopt;
  }
  return total;
}

}  // namespace

CsvReader::CsvReader(std::span<const std::string> paths, const ReadOptions& options,
                     const std::vector<bool>& keep_texts, std::int64_t most_rows)
    : paths_(paths),
      options_(options),
      keep_texts_(keep_texts),
      most_rows_(most_rows),
      missing_(options),
      all_bytes_(total_bytes(paths)) {
  for (const ColumnForm& form : options.forms) {
    forms_.try_emplace(form.name, &form);
    if (!form.part_of.empty()) forms_.try_emplace(form.part_of, &form);
  }
  reading_.paths.assign(paths.begin(), paths.end());
  can_read_again_ = all_bytes_.has_value();
}

void CsvReader::read(std::vector<InputFile> opened) {
  for (std::size_t i = 0; i < paths_.size(); ++i) {
    last_file_ = i + 1 == paths_.size();
    begin(opened.empty() ? InputFile(paths_[i]) : std::move(opened[i]));
    read_rows();
    if (!last_file_) refuse_remarks();
    earlier_bytes_ += source_->file.stored_bytes_used();
    if (source_->scanner.guessed_latin1()) {
      reading_.encoding = TextEncoding::kLatin1;
      reading_.encoding_origin = Origin::kGuess;
    }
  }
  reading_.empty_rows = told(pending_empty_);
  reading_.repeated_header = told(reading_.repeated_header);
  reading_.between = told(reading_.between);
  if (!pending_remarks_.empty())
    reading_.remarks = told({std::ssize(pending_remarks_), pending_remarks_.front().line});
  tell_progress(true);
  if (rows_ == 0 && faults_.empty()) refuse_no_rows();
}

/// The next row of this file.
bool CsvReader::next_row() {
  if (!source_->scanner.next_row(cells_)) return false;
  lines_.number(cells_.back().line);
  return true;
}

std::int64_t CsvReader::line() { return lines_.number(cells_.front().line); }

/// With the line in its file.
SkippedLines CsvReader::told(SkippedLines lines) const {
  if (lines.count == 0) return lines;
  const FileLine first = lines_.of(lines.first_line);
  return {lines.count, first.line, first.file};
}

std::vector<FileLine> CsvReader::lines_left_out() const {
  std::vector<FileLine> lines;
  for (const std::int64_t line : lines_left_out_) lines.push_back(lines_.of(line));
  return lines;
}

/// Where the file of that line has the column.
std::size_t CsvReader::place_in_file(std::size_t column, std::int64_t line) const {
  const std::vector<std::size_t>& order = orders_[lines_.of(line).file];
  const auto found = std::find(order.begin(), order.end(), column);
  return found == order.end() ? column : static_cast<std::size_t>(found - order.begin());
}

/// Up to the first row, which is taken when it names columns, and the lines of units below it.
void CsvReader::begin(InputFile file) {
  const bool first_file = builders_.empty();
  source_ = std::make_unique<Source>(std::move(file), options_);
  lines_.begin_file();
  orders_.emplace_back();
  CsvScanner& scanner = source_->scanner;
  const CsvOpening opening =
      open_csv(scanner, options_, missing_, first_file ? nullptr : &reading_);
  if (first_file) tell_opening(opening);
  std::vector<std::string> names;
  if (!read_first_row(scanner, opening, cells_, names))
    source_->file.fail("rows of text", "an empty file");
  lines_.number(cells_.back().line);
  if (first_file) {
    check_memory_for_rows();
    start_columns(reading_.header);
    if (!reading_.header) take_row();
  } else {
    match_header();
  }
  reading_.rows_kept |= opening.rows_kept;
  for (std::size_t row = 0; row < opening.descriptions && next_row(); ++row) {
    if (first_file && reading_.descriptions.count++ == 0)
      reading_.descriptions.first_line = cells_.front().line;
  }
}

void CsvReader::tell_opening(const CsvOpening& opening) {
  reading_.compression = source_->file.compression();
  reading_.encoding = source_->text.encoding();
  reading_.encoding_origin =
      options_.encoding == Encoding::kAuto ? Origin::kPlain : Origin::kOption;
  reading_.utf8_as_latin1 = options_.encoding == Encoding::kLatin1 &&
                            is_utf8_beyond_ascii(source_->scanner.first_chunk());
  reading_.separator = opening.separator;
  reading_.separator_origin = opening.separator_origin;
  reading_.separator_line = opening.separator_line;
  reading_.better_separator = opening.better_separator;
  if (opening.preamble_lines > 0) reading_.preamble = {opening.preamble_lines, 1};
  reading_.header = opening.header.header;
  reading_.header_reason = opening.header.reason;
  reading_.nameless_first = opening.nameless_first;
  reading_.quotes = opening.quotes;
  reading_.header_rows = opening.header_rows;
  reading_.names_as_data = opening.names_as_data;
}

const ColumnForm* CsvReader::known_form(const std::string& name) const {
  const auto found = forms_.find(name);
  return found == forms_.end() ? nullptr : found->second;
}

/// What the other columns and the caller say about this one.
ColumnContext CsvReader::context_of(const std::string& name) const {
  ColumnContext context = context_;
  const auto& texts = options_.text_columns;
  if (std::find(texts.begin(), texts.end(), name) != texts.end()) {
    context.kind = ColumnKind::kText;
    context.as_written = true;
  } else if (const ColumnForm* form = known_form(name)) {
    context.kind = form->part_of == name ? ColumnKind::kText : form->kind;
    if (context.kind == ColumnKind::kNumber) {
      context.unit = form->unit;
      context.writing = form->writing;
    }
    if (form->decimal && !context.decimal) context.decimal = form->decimal;
    context.compact_dates = form->dates == DateOrder::kCompact;
    // Such dates are read as numbers first.
    if (context.compact_dates) context.kind = ColumnKind::kNumber;
    if (form->dates == DateOrder::kDayMonthYear || form->dates == DateOrder::kMonthDayYear)
      context.order = form->dates;
  }
  return context;
}

/// One builder a cell of the first row.
void CsvReader::start_columns(bool header) {
  std::unordered_map<std::string, std::size_t> place_of;
  const KeptTexts usual = can_read_again_ ? KeptTexts::kFirst : KeptTexts::kMany;
  builders_.reserve(cells_.size());
  std::vector<std::string> names = column_names(cells_, header, reading_.renamed);
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    if (header) header_.emplace_back(cells_[i].text);
    if (header && !cells_[i].text.empty()) named_columns_ = i + 1;
    std::string& name = names[i];
    place_of.emplace(name, i);
    const ColumnForm* const form = known_form(name);
    const bool plain = form == nullptr || form->dates == DateOrder::kCompact ||
                       (form->kind == ColumnKind::kNumber && !form->decimal && form->unit.empty() &&
                        form->writing == NumberWriting::kDecimal && form->part_of != name);
    builders_.emplace_back(std::move(name), plain ? usual : KeptTexts::kAll);
  }
  if (!header) named_columns_ = cells_.size();
  for (const std::string& name : options_.text_columns) {
    const auto found = place_of.find(name);
    if (found != place_of.end()) {
      builders_[found->second] = CsvColumnBuilder(name, KeptTexts::kAll);
      continue;
    }
    std::vector<std::string_view> all;
    for (const auto& [known, place] : place_of) all.push_back(known);
    std::sort(all.begin(), all.end());
    throw_unknown_name("read_csv: text_columns", name, all);
  }
  for (std::size_t i = 0; i < std::min(keep_texts_.size(), builders_.size()); ++i) {
    if (keep_texts_[i]) builders_[i] = CsvColumnBuilder(builders_[i].name(), KeptTexts::kAll);
  }
}

/// The first row of a further file names the same columns, in whatever order.
void CsvReader::match_header() {
  if (!reading_.header) return take_row();
  if (repeats_header()) return;
  std::unordered_map<std::string_view, std::size_t> place_of;
  for (std::size_t i = 0; i < header_.size(); ++i) place_of.try_emplace(header_[i], i);
  for (const CsvCell& cell : cells_) {
    const auto found = place_of.find(cell.text);
    if (found == place_of.end() || cells_.size() != header_.size()) {
      source_->scanner.fail(
          cell.line, static_cast<std::size_t>(&cell - cells_.data()),
          "the columns of '" + paths_.front() + "', " + std::to_string(header_.size()) + " of them",
          found == place_of.end() ? "column " + in_quotes(cell.text)
                                  : std::to_string(cells_.size()) + " columns");
    }
    orders_.back().push_back(found->second);
    place_of.erase(found);
  }
}

/// What the columns will take, before they take it: eight bytes a cell, rows as those at the start.
void CsvReader::check_memory_for_rows() {
  constexpr std::int64_t kWorthwhile = std::int64_t{64} << 20;
  const InputFile& file = source_->file;
  const CsvScanner& scanner = source_->scanner;
  if (!file.stored_size() || scanner.first_chunk_is_all()) return;
  const std::string_view chunk = scanner.first_chunk();
  const auto lines = static_cast<double>(std::count(chunk.begin(), chunk.end(), '\n') + 1);
  const double share = static_cast<double>(std::max<std::int64_t>(file.stored_bytes_used(), 1)) /
                       static_cast<double>(std::max<std::int64_t>(*file.stored_size(), 1));
  const double cells = lines / share * static_cast<double>(cells_.size());
  const double bytes = std::min(8 * cells, 9e18);
  if (bytes < static_cast<double>(kWorthwhile)) return;
  runtime::check_memory("reading " + file.name(), static_cast<std::int64_t>(bytes),
                        "Fewer rows or columns need less");
}

void CsvReader::read_rows() {
  while (next_row()) {
    add_blank_lines();
    take_row();
  }
}

void CsvReader::take_row() {
  if (is_empty_row()) {
    if (pending_empty_.count++ == 0) pending_empty_.first_line = line();
    return;
  }
  if (reading_.header && repeats_header()) {
    if (reading_.repeated_header.count++ == 0) reading_.repeated_header.first_line = line();
    return;
  }
  if (builders_.size() > 1 && is_no_row(cells_)) {
    reading_.rows_kept |= options_.all_rows;
    if (!options_.all_rows) {
      if (reading_.between.count++ == 0) reading_.between.first_line = line();
      return;
    }
  }
  if (!options_.all_rows && is_remark()) {
    pending_remarks_.push_back({line(), cells_.size()});
    short_rows_.add_half(rows_, cells_.size(), builders_.size());
    if (pending_remarks_.size() > kMostRemarks) refuse_remarks();
    return;
  }
  refuse_remarks();
  if (rows_ >= most_rows_) {
    lines_left_out_.push_back(line());
    return;
  }
  add_empty_rows();
  last_line_ = line();
  add_row();
  if ((rows_ & 15) == 0) tell_progress(false);
}

/// The header once more, as in files that were joined. Of a single column it could be a value.
bool CsvReader::repeats_header() const {
  if (cells_.front().text != header_.front() || cells_.size() != header_.size()) return false;
  if (header_.size() == 1 && rows_ > 0) return false;
  return std::equal(cells_.begin(), cells_.end(), header_.begin(),
                    [](const CsvCell& cell, const std::string& name) { return cell.text == name; });
}

/// A row of few cells, which may be a remark at the end. Where earlier ones were none the file is
/// refused, with this row as well.
bool CsvReader::is_remark() const {
  if (rows_ == 0 || remarks_refused_ || cells_.size() >= named_columns_) return false;
  std::size_t cells = cells_.size();
  while (cells > 0 && cells_[cells - 1].text.empty()) --cells;
  return may_be_remark(cells, named_columns_) || is_remark_of_two();
}

/// In a table of two columns one cell may be half of a row: a remark is a text of several words
/// with a colon, behind a blank line or below another.
bool CsvReader::is_remark_of_two() const {
  if (named_columns_ != 2 || cells_.size() != 1) return false;
  const std::string_view text = cells_.front().text;
  const char first = text.front();
  const bool is_word = is_letter(first) || static_cast<unsigned char>(first) >= 0x80;
  if (!is_word || text.find(' ') == text.npos) return false;
  return text.find(": ") != text.npos || source_->scanner.blank_lines() > 0 ||
         !pending_remarks_.empty();
}

/// They are none where rows follow, or too many such.
void CsvReader::refuse_remarks() {
  remarks_refused_ = remarks_refused_ || !pending_remarks_.empty();
  for (const Remark& remark : pending_remarks_)
    faults_.add_ragged(remark.line, remark.cells, builders_.size(), "");
  pending_remarks_.clear();
}

bool CsvReader::is_empty_row() const {
  return std::all_of(cells_.begin(), cells_.end(),
                     [](const CsvCell& cell) { return cell.text.empty(); });
}

void CsvReader::add_empty_rows() {
  for (std::int64_t i = 0; i < pending_empty_.count; ++i) {
    for (CsvColumnBuilder& builder : builders_) builder.add("", 0, missing_);
    ++rows_;
  }
  pending_empty_ = {};
}

/// In a table of one column a blank line between others is a missing cell; elsewhere it is none.
void CsvReader::add_blank_lines() {
  const std::int64_t blank = source_->scanner.blank_lines();
  if (builders_.size() != 1 || blank == 0) return;
  if (pending_empty_.count == 0) pending_empty_.first_line = line() - blank;
  pending_empty_.count += blank;
}

void CsvReader::add_row() {
  const std::size_t columns = builders_.size();
  if (cells_.size() != columns) {
    const auto is_empty = [](const CsvCell& cell) { return cell.text.empty(); };
    const bool empty_behind =
        cells_.size() > columns &&
        std::all_of(cells_.begin() + static_cast<std::ptrdiff_t>(columns), cells_.end(), is_empty);
    const bool only_nameless_lack = cells_.size() < columns && cells_.size() >= named_columns_;
    const bool filled_up = empty_behind || only_nameless_lack;
    std::string total = filled_up ? "" : short_total_text();
    if (!filled_up && total.empty() && !may_lack_cells()) return refuse_ragged();
    if (!filled_up) add_short_row(std::move(total));
    if (empty_behind) extra_cells_ = std::max(extra_cells_, cells_.size() - columns);
    cells_.resize(columns);
  }
  const std::vector<std::size_t>& order = orders_.back();
  if (order.empty()) {
    for (std::size_t i = 0; i < columns; ++i) {
      builders_[i].add(cells_[i].text, lines_.number(cells_[i].line), missing_);
    }
  } else {
    for (std::size_t i = 0; i < columns; ++i) {
      builders_[order[i]].add(cells_[i].text, lines_.number(cells_[i].line), missing_);
    }
  }
  ++rows_;
}

/// Not between spaces, where any cell may be lacking; not where the file ends within the row, or
/// where a quote that is lost may have joined two.
bool CsvReader::may_lack_cells() const {
  const bool lines = std::any_of(cells_.begin(), cells_.end(), [](const CsvCell& cell) {
    return cell.text.find_first_of("\r\n") != cell.text.npos;
  });
  return ShortRows::may_lack(cells_.size(), named_columns_) && reading_.separator != ' ' &&
         source_->scanner.row_ended() && !lines && !short_rows_.are_many();
}

/// What a row that lacks cells is called, where that is a total, below others; else empty.
std::string CsvReader::short_total_text() const {
  constexpr std::int64_t kLeastRows = 3;
  if (rows_ < kLeastRows || options_.all_rows || cells_.size() >= named_columns_) return "";
  const auto named = std::find_if(cells_.begin(), cells_.end(),
                                  [](const CsvCell& cell) { return !cell.text.empty(); });
  const bool total = named != cells_.end() && names_total(named->text);
  return total && !short_rows_.are_many() ? std::string(named->text) : "";
}

void CsvReader::add_short_row(std::string total) {
  ShortRow row{.row = rows_, .line = line(), .cells = cells_.size(), .total = std::move(total)};
  row.filled.resize(builders_.size());
  const std::vector<std::size_t>& order = orders_.back();
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const std::string_view text = cells_[i].text;
    row.filled[order.empty() ? i : order[i]] =
        !missing_.everywhere(text) && !missing_.among_numbers(text);
  }
  short_rows_.add(std::move(row), builders_.size());
}

void CsvReader::refuse_ragged() {
  const std::size_t columns = builders_.size();
  std::string hint;
  if (columns == 1) {
    hint = options_.separator
               ? " (is the separator another?)"
               : " (is the separator another or does the table begin in a later line?)";
  } else if (rows_ == 0 && cells_.size() == columns + 1) {
    hint = " (does its header lack a name, for a column of row numbers?)";
  }
  faults_.add_ragged(line(), cells_.size(), columns, std::move(hint));
}

void CsvReader::tell_progress(bool last) {
  constexpr std::int64_t kOften = std::int64_t{1} << 20;
  if (!options_.on_progress) return;
  const std::int64_t bytes = source_->scanner.bytes_read();
  if (!last && bytes >= told_bytes_ && bytes - told_bytes_ < kOften) return;
  told_bytes_ = bytes;
  const std::int64_t here = last ? 0 : source_->file.stored_bytes_used();
  options_.on_progress({earlier_bytes_ + here, all_bytes_, rows_});
}

void CsvReader::refuse_no_rows() const {
  if (reading_.empty_rows.count > 0) {
    source_->file.fail("rows with a value",
                       std::to_string(reading_.empty_rows.count) + " of empty cells only");
  }
  const bool guessed = options_.header == Header::kAuto;
  source_->file.fail("rows below the header",
                     guessed ? "a header only (if it is data: header=absent)" : "a header only");
}

std::vector<bool> CsvReader::columns_needing_texts() {
  drop_empty_columns();
  ColumnContext context{.decimal = options_.decimal, .separator = reading_.separator};
  for (CsvColumnBuilder& builder : builders_) {
    builder.survey(missing_, context_of(builder.name()));
    builder.teach(context);
  }
  context_ = context;
  std::vector<bool> needed;
  for (std::size_t i = 0; i < builders_.size(); ++i) {
    if (!builders_[i].needs_texts(context_of(builders_[i].name()), missing_)) continue;
    needed.resize(builders_.size());
    needed[i] = true;
  }
  return needed;
}

void CsvReader::refuse_lost_texts(const std::vector<bool>& columns) const {
  std::string names;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i]) names += (names.empty() ? "" : ", ") + cleaned(builders_[i].name());
  }
  source_->file.fail(
      "a file that can be read twice, as texts stand behind very many numbers (or add "
      "them to text_columns)",
      "columns " + names);
}

/// "a,b,," with nothing below the nameless.
void CsvReader::drop_empty_columns() {
  const std::size_t named = reading_.header ? named_columns_ : 1;
  reading_.empty_columns = static_cast<std::int64_t>(extra_cells_);
  while (builders_.size() > std::max<std::size_t>(named, 1) && builders_.back().all_empty()) {
    builders_.pop_back();
    ++reading_.empty_columns;
  }
}

Table CsvReader::finish() {
  std::vector<Column> columns;
  columns.reserve(builders_.size());
  for (std::size_t i = 0; i < builders_.size(); ++i) {
    const std::string name = builders_[i].name();
    std::optional<CellFault> fault;
    columns.push_back(builders_[i].finish(context_of(name), fault));
    if (!fault) continue;
    std::string received = in_quotes(fault->text);
    if (fault->cells > 1) received += ", one of " + std::to_string(fault->cells) + " such cells";
    faults_.add(fault->line, place_in_file(i, fault->line),
                "a number within the range of float64 (1.8e308)", std::move(received));
  }
  if (!short_rows_.are_clear(columns)) short_rows_.refuse(columns.size(), faults_);
  if (!faults_.empty()) faults_.fail(paths_, lines_);
  reading_.short_rows = told(short_rows_.told());
  Table table(with_parts(std::move(columns), missing_, options_));
  table.set_reading(std::move(reading_));
  return table;
}

}  // namespace occam::data
