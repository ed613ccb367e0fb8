// Any bytes as a table: it is read or refused with one of the three exceptions, and what is read is
// a table whose report of itself is true. Run by tools/fuzz.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <unordered_set>

#include "occam/base/errors.h"
#include "occam/data/read_table.h"

namespace {

using occam::data::Column;
using occam::data::ColumnKind;
using occam::data::Table;

/// A file in memory.
class MemoryFile {
 public:
  MemoryFile(const std::uint8_t* data, std::size_t size) : descriptor_(memfd_create("table", 0)) {
    while (size > 0) {
      const ssize_t written = write(descriptor_, data, size);
      require(written > 0, "the file could not be written");
      data += written;
      size -= static_cast<std::size_t>(written);
    }
  }
  ~MemoryFile() { close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

  static void require(bool condition, const char* what) {
    if (condition) return;
    std::fprintf(stderr, "broken promise: %s\n", what);
    std::abort();
  }

 private:
  int descriptor_;
};

/// The first byte of an input chooses them.
occam::data::ReadOptions options_of(std::uint8_t byte) {
  occam::data::ReadOptions options;
  if ((byte & 1) != 0) options.separator = ";,\t "[byte >> 6];
  if ((byte & 2) != 0) options.decimal = (byte & 64) != 0 ? ',' : '.';
  options.header = static_cast<occam::data::Header>((byte >> 2 & 3) % 3);
  options.encoding = static_cast<occam::data::Encoding>(byte >> 4 & 3);
  options.all_rows = (byte & 8) != 0 && (byte & 4) != 0;
  if ((byte & 128) != 0) {
    options.missing = {"x"};
    options.not_missing = {"-"};
  }
  return options;
}

std::optional<Table> read(const std::string& path, const occam::data::ReadOptions& options) {
  try {
    return occam::data::read_table(path, options);
  } catch (const occam::FileError&) {
  } catch (const occam::InvalidArgument&) {  // OutOfMemory is one
  }
  return std::nullopt;
}

void check(const Column& column, std::int64_t rows) {
  MemoryFile::require(column.rows() == rows, "columns have the table's rows");
  std::int64_t missing = 0, first = -1;
  for (std::int64_t row = 0; row < rows; ++row) {
    if (!column.is_missing(row)) continue;
    if (missing++ == 0) first = row;
  }
  MemoryFile::require(column.reading().missing_cells == missing, "missing cells are counted");
  MemoryFile::require(column.reading().first_missing_row == first, "the first missing row is told");
  if (column.kind() == ColumnKind::kText) {
    for (std::size_t i = 1; i < column.categories().size(); ++i) {
      MemoryFile::require(column.categories()[i - 1] < column.categories()[i], "texts are sorted");
    }
  }
}

bool is_same(const Column& a, const Column& b) {
  if (a.kind() != b.kind() || a.name() != b.name() || a.rows() != b.rows()) return false;
  for (std::int64_t row = 0; row < a.rows(); ++row) {
    if (a.is_missing(row) != b.is_missing(row)) return false;
    if (a.is_missing(row)) continue;
    if (a.is_text() ? a.code(row) != b.code(row) : a.number(row) != b.number(row)) return false;
  }
  return a.categories() == b.categories();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const occam::data::ReadOptions options = options_of(data[0]);
  const MemoryFile file(data + 1, size - 1);
  const std::optional<Table> table = read(file.path(), options);
  if (!table) return 0;
  std::unordered_set<std::string> names;
  for (const Column& column : table->columns()) {
    MemoryFile::require(names.insert(column.name()).second, "names are distinct");
    check(column, table->rows());
  }
  if (table->reading().format != occam::data::FileFormat::kText) return 0;
  const std::optional<Table> again = read(file.path(), options);
  MemoryFile::require(again.has_value(), "a file is read a second time");
  for (std::size_t i = 0; i < table->columns().size(); ++i) {
    MemoryFile::require(is_same(table->columns()[i], again->columns()[i]), "and alike");
  }
  return 0;
}
