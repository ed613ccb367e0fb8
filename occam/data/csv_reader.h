#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "occam/data/csv_column.h"
#include "occam/data/csv_faults.h"
#include "occam/data/csv_opening.h"
#include "occam/data/csv_scanner.h"
#include "occam/data/file_lines.h"
#include "occam/data/read_options.h"
#include "occam/data/short_rows.h"

namespace occam::data {

/// One pass over the files of a table.
class CsvReader {
 public:
  /// keep_texts: columns whose texts are all kept, because an earlier pass found that they matter.
  /// most_rows: those behind are left out, as an earlier pass found that they are none. The
  /// arguments outlive the reader.
  CsvReader(std::span<const std::string> paths, const ReadOptions& options,
            const std::vector<bool>& keep_texts, std::int64_t most_rows);

  /// Reads all rows. `opened`: the files, nothing read yet; empty: they are opened here.
  /// Errors: FileError for what cannot be read at all.
  void read(std::vector<InputFile> opened = {});
  /// Columns whose texts matter and were not kept: another pass has to keep them. Empty: none.
  std::vector<bool> columns_needing_texts();
  /// Whether the files can be read again.
  bool can_read_again() const { return can_read_again_; }
  /// Throws the error of a column whose texts matter but are gone.
  [[noreturn]] void refuse_lost_texts(const std::vector<bool>& columns) const;
  /// Errors: FileError with all faults found.
  Table finish();
  /// What the last row is called, where it lacks cells and is called a total; else empty.
  std::string short_total() const { return short_rows_.total_at_end(rows_); }
  /// The line of the last row.
  FileLine last_line() const { return lines_.of(last_line_); }
  /// Those of the rows that were left out behind most_rows, but empty ones.
  std::vector<FileLine> lines_left_out() const;

 private:
  /// A file on the way.
  struct Source {
    Source(InputFile opened, const ReadOptions& options)
        : file(std::move(opened)), text(file, options.encoding), scanner(text, options.encoding) {}
    InputFile file;
    TextSource text;
    CsvScanner scanner;
  };

  bool next_row();
  std::size_t place_in_file(std::size_t column, std::int64_t line) const;
  std::int64_t line();
  SkippedLines told(SkippedLines lines) const;
  void begin(InputFile file);
  void tell_opening(const CsvOpening& opening);
  const ColumnForm* known_form(const std::string& name) const;
  ColumnContext context_of(const std::string& name) const;
  void start_columns(bool header);
  void match_header();
  void check_memory_for_rows();
  void read_rows();
  void take_row();
  bool repeats_header() const;
  bool is_empty_row() const;
  bool is_remark() const;
  bool is_remark_of_two() const;
  void refuse_remarks();
  void add_empty_rows();
  void add_blank_lines();
  void add_row();
  bool may_lack_cells() const;
  std::string short_total_text() const;
  void add_short_row(std::string total);
  void refuse_ragged();
  void tell_progress(bool last);
  void drop_empty_columns();
  void refuse_no_rows() const;

  std::span<const std::string> paths_;
  const ReadOptions& options_;
  const std::vector<bool>& keep_texts_;
  std::int64_t most_rows_;
  bool last_file_ = false;
  MissingTexts missing_;
  std::unordered_map<std::string_view, const ColumnForm*> forms_;  ///< by name
  std::unique_ptr<Source> source_;
  bool can_read_again_ = true;

  FileLines lines_;  ///< all further lines are its numbers, but those of cells_
  std::vector<CsvCell> cells_;
  std::vector<std::string> header_;  ///< cells of the first row, where they are names
  /// Of each file's cells among the columns; empty: the same.
  std::vector<std::vector<std::size_t>> orders_;
  std::vector<CsvColumnBuilder> builders_;
  std::size_t named_columns_ = 0;  ///< without nameless ones at the end
  std::size_t extra_cells_ = 0;    ///< empty ones behind the columns, the most of a row
  std::int64_t rows_ = 0;
  SkippedLines pending_empty_;  ///< rows of empty cells: at the end they are none
  struct Remark {
    std::int64_t line = 0;
    std::size_t cells = 0;
  };
  /// Rows of few cells: at the end they are none, so many at most.
  std::vector<Remark> pending_remarks_;
  bool remarks_refused_ = false;
  ShortRows short_rows_;
  std::int64_t last_line_ = 0;  ///< of the last row
  std::vector<std::int64_t> lines_left_out_;
  CsvFaults faults_;
  FileReading reading_;
  ColumnContext context_;

  std::int64_t told_bytes_ = 0;     ///< at the last call of on_progress
  std::int64_t earlier_bytes_ = 0;  ///< stored bytes of the files before this one
  std::optional<std::int64_t> all_bytes_;
};

}  // namespace occam::data
