#include "occam/data/csv.h"

#include <limits>
#include <utility>
#include <vector>

#include "occam/base/errors.h"
#include "occam/base/quoted.h"
#include "occam/data/csv_reader.h"
#include "occam/data/table_end.h"

namespace occam::data {
namespace {

void check_options(std::span<const std::string> paths, const ReadOptions& options) {
  if (paths.empty()) throw_invalid_value("read_csv", "paths", "a file at least", "none");
  if (options.separator) {
    const auto code = static_cast<unsigned char>(*options.separator);
    if (code == 0 || code >= 0x80 ||
        std::string_view("\"\n\r").find(*options.separator) != std::string_view::npos) {
      throw_invalid_value("read_csv", "separator",
                          "an ASCII character other than a quote or newline", std::to_string(code));
    }
  }
  if (options.decimal && *options.decimal != '.' && *options.decimal != ',') {
    throw_invalid_value("read_csv", "decimal", "'.' or ','",
                        in_quotes(std::string_view(&*options.decimal, 1)));
  }
}

constexpr std::int64_t kAllRows = std::numeric_limits<std::int64_t>::max();

struct ReadRows {
  Table table = {};
  std::string short_total = {};  ///< what the last row is called, if it lacks cells and is a total
  FileLine last_line = {};
  std::vector<FileLine> lines_left_out = {};  ///< behind the rows asked for
  bool can_read_again = false;
};

ReadRows read_rows_once(std::vector<InputFile> opened, std::span<const std::string> paths,
                        const ReadOptions& options, std::int64_t most_rows) {
  std::vector<bool> keep_texts;
  // Each pass knows more columns whose texts matter; nearly always there are none.
  while (true) {
    CsvReader reader(paths, options, keep_texts, most_rows);
    reader.read(std::move(opened));
    opened.clear();
    const std::vector<bool> needed = reader.columns_needing_texts();
    if (needed.empty()) {
      return {reader.finish(), reader.short_total(), reader.last_line(), reader.lines_left_out(),
              reader.can_read_again()};
    }
    if (!reader.can_read_again()) reader.refuse_lost_texts(needed);
    keep_texts.resize(needed.size());
    for (std::size_t i = 0; i < needed.size(); ++i) keep_texts[i] = keep_texts[i] || needed[i];
  }
}

/// Of the lines left out behind a total, if there is one, those that are remarks.
void tell_remarks(std::span<const FileLine> lines, FileReading& reading) {
  if (lines.empty()) return;
  reading.remarks = {reading.remarks.count + std::ssize(lines), lines.front().line,
                     lines.front().file};
}

SkippedLines one_at(const FileLine& place) { return {1, place.line, place.file}; }

Table read_rows_of(std::vector<InputFile> opened, std::span<const std::string> paths,
                   const ReadOptions& options) {
  ReadRows all = read_rows_once(std::move(opened), paths, options, kAllRows);
  const std::int64_t remarks = remark_rows(all.table);
  std::optional<TotalRow> total = total_row(all.table, all.table.rows() - remarks);
  if (!all.short_total.empty()) total = TotalRow{.text = all.short_total, .sure = true};
  const bool sure = total && total->sure, is_short = !all.short_total.empty();
  if (remarks == 0 && !total) return std::move(all.table);
  const std::int64_t totals = sure ? total->rows : 0, none = remarks + totals;
  const bool can_leave_out = none > 0 && all.can_read_again;
  const bool leave_out = can_leave_out && !options.all_rows;
  // Their cells may have made texts of numbers: the others are read again, without them.
  if (leave_out) all = read_rows_once({}, paths, options, all.table.rows() - none);
  FileReading reading = all.table.reading();
  if (options.all_rows) {
    reading.rows_kept |= can_leave_out;
  } else if (leave_out && sure) {
    reading.total = one_at(all.lines_left_out.front());
    reading.total.count = totals;
    reading.total_is_short = is_short;
  } else if (total && (leave_out || remarks == 0)) {
    reading.like_total = one_at(all.last_line);
  }
  if (leave_out)
    tell_remarks(std::span(all.lines_left_out).subspan(static_cast<std::size_t>(totals)), reading);
  if (total) reading.total_text = total->text;
  all.table.set_reading(std::move(reading));
  return std::move(all.table);
}

}  // namespace

Table read_csv(std::vector<InputFile> opened, std::span<const std::string> paths,
               const ReadOptions& options) {
  check_options(paths, options);
  return with_memory_for("reading '" + paths.front() + "'", "Fewer rows or columns need less",
                         [&] { return read_rows_of(std::move(opened), paths, options); });
}

Table read_csv(std::span<const std::string> paths, const ReadOptions& options) {
  return read_csv({}, paths, options);
}

Table read_csv(const std::string& path, const ReadOptions& options) {
  return read_csv(std::span(&path, 1), options);
}

}  // namespace occam::data
