#include "occam/data/csv.h"

#include <utility>
#include <vector>

#include "occam/base/errors.h"
#include "occam/base/quoted.h"
#include "occam/data/csv_reader.h"

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
                        quoted(std::string_view(&*options.decimal, 1)));
  }
}

Table read_rows_of(std::vector<InputFile> opened, std::span<const std::string> paths,
                   const ReadOptions& options) {
  std::vector<bool> keep_texts;
  // Each pass knows more columns whose texts matter; nearly always there are none.
  while (true) {
    CsvReader reader(paths, options, keep_texts);
    reader.read(std::move(opened));
    opened.clear();
    const std::vector<bool> needed = reader.columns_needing_texts();
    if (needed.empty()) return reader.finish();
    if (!reader.can_read_again()) reader.refuse_lost_texts(needed);
    keep_texts.resize(needed.size());
    for (std::size_t i = 0; i < needed.size(); ++i) keep_texts[i] = keep_texts[i] || needed[i];
  }
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
