#include "occam/data/csv.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "occam/base/errors.h"
#include "occam/data/csv_column.h"
#include "occam/data/csv_scanner.h"
#include "occam/data/input_file.h"

namespace occam::data {
namespace {

void check_options(const CsvOptions& options) {
  const auto code = static_cast<unsigned char>(options.separator);
  if (code == 0 || code >= 0x80 ||
      std::string_view("\"\n\r").find(options.separator) != std::string_view::npos) {
    throw_invalid_value("read_csv", "separator", "an ASCII character other than a quote or newline",
                        std::to_string(code));
  }
  if ((options.decimal != '.' && options.decimal != ',') || options.decimal == options.separator) {
    throw_invalid_value("read_csv", "decimal", "'.' or ',', and not the separator",
                        quoted(std::string_view(&options.decimal, 1)));
  }
}

/// The texts that stand for a missing cell; a look at the first byte answers nearly always.
class MissingTexts {
 public:
  explicit MissingTexts(const std::vector<std::string>& texts) : texts_(texts) {
    for (const std::string& text : texts) starts_[first(text)] = true;
  }
  bool contains(std::string_view text) const {
    return starts_[first(text)] && std::find(texts_.begin(), texts_.end(), text) != texts_.end();
  }

 private:
  static std::size_t first(std::string_view text) {
    return text.empty() ? 0 : static_cast<unsigned char>(text[0]);
  }
  const std::vector<std::string>& texts_;
  std::array<bool, 256> starts_{};
};

class CsvReader {
 public:
  CsvReader(const std::string& path, const CsvOptions& options)
      : options_(options), missing_(options.missing), file_(path), scanner_(file_, options) {}

  Table read() {
    if (!scanner_.next_row(cells_)) file_.fail("rows of text", "an empty file");
    const bool header = has_header();
    start_columns(header);
    if (!header) add_row();
    while (scanner_.next_row(cells_)) {
      add_blank_rows();
      add_row();
    }
    if (rows_ == 0) {
      file_.fail("rows below the header", options_.header == CsvHeader::kAuto
                                              ? "a header only (if it is data: header=absent)"
                                              : "a header only");
    }
    std::vector<Column> columns;
    for (CsvColumnBuilder& builder : builders_) columns.push_back(builder.finish(scanner_));
    return Table(std::move(columns));
  }

 private:
  bool has_header() const {
    if (options_.header != CsvHeader::kAuto) return options_.header == CsvHeader::kPresent;
    return std::all_of(cells_.begin(), cells_.end(), [&](const CsvCell& cell) {
      return parse_cell(cell.text, options_.decimal).kind == CellKind::kText;
    });
  }

  /// One builder a cell of the first row.
  void start_columns(bool header) {
    std::unordered_map<std::string, std::size_t> place_of;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      std::string name(cells_[i].text);
      if (!header || name.empty()) name = "column" + std::to_string(i + 1);
      const auto [entry, added] = place_of.try_emplace(name, i);
      if (!added) {
        scanner_.fail(cells_[i].line, i, "distinct column names",
                      quoted(name) + ", which is also column " + std::to_string(entry->second + 1));
      }
      const bool text = std::find(options_.text_columns.begin(), options_.text_columns.end(),
                                  name) != options_.text_columns.end();
      builders_.emplace_back(std::move(name), i, text);
    }
    for (const std::string& name : options_.text_columns) {
      if (place_of.contains(name)) continue;
      std::vector<std::string_view> names;
      for (const auto& [known, place] : place_of) names.push_back(known);
      std::sort(names.begin(), names.end());
      throw_unknown_name("read_csv: text_columns", name, names);
    }
  }

  /// In a table of one column a blank line between others is a missing cell; elsewhere it is none.
  void add_blank_rows() {
    if (builders_.size() != 1) return;
    for (std::int64_t i = 0; i < scanner_.blank_lines(); ++i) {
      cells_blank_ = {{std::string_view(), 0}};
      add_cells(cells_blank_);
    }
  }

  void add_row() {
    if (cells_.size() != builders_.size()) refuse_ragged();
    add_cells(cells_);
  }

  void add_cells(const std::vector<CsvCell>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (missing_.contains(cells[i].text)) {
        builders_[i].add_missing();
      } else {
        builders_[i].add(cells[i], options_.decimal, scanner_);
      }
    }
    ++rows_;
  }

  [[noreturn]] void refuse_ragged() const {
    const std::size_t columns = builders_.size();
    std::string expected =
        std::to_string(columns) + (columns == 1 ? " cell" : " cells") + " as in the first row";
    if (columns == 1) {
      expected += " (is the separator another?)";
    } else if (rows_ == 0) {
      expected += " (does its header lack a name, for a column of row numbers?)";
    }
    scanner_.fail(cells_.front().line, std::min(cells_.size(), columns), expected,
                  std::to_string(cells_.size()) + (cells_.size() == 1 ? " cell" : " cells"));
  }

  const CsvOptions& options_;
  MissingTexts missing_;
  InputFile file_;
  CsvScanner scanner_;
  std::vector<CsvCell> cells_;
  std::vector<CsvCell> cells_blank_;
  std::vector<CsvColumnBuilder> builders_;
  std::int64_t rows_ = 0;
};

}  // namespace

Table read_csv(const std::string& path, const CsvOptions& options) {
  check_options(options);
  return with_memory_for("reading '" + path + "'", "Fewer rows or columns need less",
                         [&] { return CsvReader(path, options).read(); });
}

}  // namespace occam::data
