#include "occam/data/read_table.h"

#include <string>
#include <utility>
#include <vector>

#include "occam/base/errors.h"
#include "occam/data/csv.h"
#include "occam/data/file_signature.h"
#include "occam/data/input_file.h"
#include "occam/data/libsvm.h"
#include "occam/data/npy.h"

namespace occam::data {
namespace {

constexpr std::size_t kFirstBytes = std::size_t{1} << 12;

[[noreturn]] void refuse(const InputFile& file, const ForeignFile& foreign) {
  file.fail("a table as text (CSV), NPY or libsvm, also compressed with gzip or zstd",
            std::string(foreign.what) + " (" + std::string(foreign.advice) + ")");
}

/// A file that is no text; none when it is.
std::optional<Table> read_numbers(InputFile& file, const ReadOptions& options) {
  const auto first = file.peek(kFirstBytes);
  if (starts_as_npy(first)) return read_npy(file, options);
  if (const auto foreign = foreign_file(first)) refuse(file, *foreign);
  if (!options.separator && starts_as_libsvm(first)) return read_libsvm(file, options);
  return std::nullopt;
}

void refuse_further_files(const InputFile& file) {
  file.fail("one file, or several of text", "a file of another kind among several");
}

}  // namespace

Table read_table(std::span<const std::string> paths, const ReadOptions& options) {
  if (paths.empty()) throw_invalid_value("read_table", "paths", "a file at least", "none");
  std::vector<InputFile> files;
  for (const std::string& path : paths) {
    InputFile file(path);
    std::optional<Table> table =
        with_memory_for("reading '" + path + "'", "Fewer rows or columns need less",
                        [&] { return read_numbers(file, options); });
    if (table && paths.size() > 1) refuse_further_files(file);
    if (table) {
      FileReading reading = table->reading();
      reading.paths = {path};
      table->set_reading(std::move(reading));
      return std::move(*table);
    }
    files.push_back(std::move(file));
  }
  return read_csv(std::move(files), paths, options);
}

Table read_table(const std::string& path, const ReadOptions& options) {
  return read_table(std::span(&path, 1), options);
}

}  // namespace occam::data
