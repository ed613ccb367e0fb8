#include "occam/data/npy.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "occam/base/errors.h"
#include "occam/base/shape.h"
#include "occam/data/npy_header.h"
#include "occam/runtime/memory_budget.h"

namespace occam::data {

bool starts_as_npy(std::span<const std::byte> first) {
  return first.size() >= kNpyMagic.size() &&
         std::memcmp(first.data(), kNpyMagic.data(), kNpyMagic.size()) == 0;
}

Table read_npy(InputFile& file, const ReadOptions& options) {
  const NpyHeader header = read_npy_header(file);
  if (header.shape.empty() || header.shape.size() > 2) {
    file.fail("an array of one or two dimensions, rows and columns",
              std::to_string(header.shape.size()) + " dimensions");
  }
  const std::int64_t rows = header.shape[0];
  const std::int64_t width = header.shape.size() == 2 ? header.shape[1] : 1;
  if (rows == 0 || width == 0) file.fail("rows and columns", "an empty array");
  const std::int64_t item = static_cast<std::int64_t>(header.item_bytes);
  const std::int64_t bytes = checked_mul(checked_mul(rows, width), item);
  // The bytes and the numbers made of them.
  runtime::check_memory("reading " + file.name(), checked_mul(checked_mul(rows, width), item + 8),
                        "Fewer rows or columns need less");
  constexpr std::int64_t kChunk = std::int64_t{1} << 24;
  std::vector<std::byte> data;  // grows with what is there: a header can claim anything
  while (static_cast<std::int64_t>(data.size()) < bytes) {
    const std::int64_t have = static_cast<std::int64_t>(data.size());
    data.resize(static_cast<std::size_t>(have + std::min(kChunk, bytes - have)));
    const std::size_t got = file.read(std::span(data).subspan(static_cast<std::size_t>(have)));
    if (have + static_cast<std::int64_t>(got) < static_cast<std::int64_t>(data.size())) {
      file.fail(std::to_string(bytes) + " bytes of numbers",
                std::to_string(have + static_cast<std::int64_t>(got)));
    }
    if (options.on_progress) options.on_progress({file.stored_bytes_used(), file.stored_size(), 0});
  }
  std::array<std::byte, 1> more;
  if (file.read(more) > 0) file.fail("a file that ends with its array", "more bytes");

  std::vector<Column> columns;
  for (std::int64_t c = 0; c < width; ++c) {
    const auto at = [&](std::int64_t row) {
      const std::int64_t place = header.fortran ? c * rows + row : row * width + c;
      return data.data() + place * item;
    };
    std::string name = "column" + std::to_string(c + 1);
    std::vector<double> numbers(static_cast<std::size_t>(rows));
    ColumnReading reading;
    bool exact = true;
    for (std::int64_t row = 0; row < rows; ++row) {
      const double number = header.number(at(row), exact);
      numbers[static_cast<std::size_t>(row)] = number;
      if (std::isnan(number) && reading.missing_cells++ == 0) reading.first_missing_row = row;
    }
    if (exact) {
      columns.push_back(Column::of_numbers(std::move(name), std::move(numbers)));
    } else {
      std::vector<std::string> texts;
      for (std::int64_t row = 0; row < rows; ++row) texts.push_back(header.text(at(row)));
      columns.push_back(Column::of_texts(std::move(name), texts));
      reading.reason = ColumnReason::kBeyondExact;
    }
    columns.back().set_reading(std::move(reading));
  }
  Table table(std::move(columns));
  FileReading reading;
  reading.format = FileFormat::kNpy;
  reading.compression = file.compression();
  table.set_reading(std::move(reading));
  return table;
}

}  // namespace occam::data
