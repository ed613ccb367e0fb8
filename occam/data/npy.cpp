#include "occam/data/npy.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "occam/base/errors.h"
#include "occam/base/half.h"
#include "occam/base/quoted.h"
#include "occam/base/shape.h"
#include "occam/data/npy_header.h"
#include "occam/runtime/memory_budget.h"

namespace occam::data {
namespace {

constexpr std::int64_t kExact = std::int64_t{1} << 53;
static_assert(std::endian::native == std::endian::little);

NpyHeader read_header(InputFile& file) {
  constexpr std::size_t kLongest = 1 << 16;
  std::array<std::byte, 12> start;
  const auto take = [&](std::span<std::byte> out) {
    if (file.read(out) < out.size()) file.fail("a whole NPY file", "its header is cut off");
  };
  take(std::span(start).first(8));
  const auto version = std::to_integer<int>(start[6]);
  if (version < 1 || version > 3) file.fail("an NPY file 1.0 to 3.0", std::to_string(version));
  const std::size_t length_bytes = version == 1 ? 2 : 4;
  take(std::span(start).subspan(8, length_bytes));
  std::size_t length = 0;
  for (std::size_t i = 0; i < length_bytes; ++i) {
    length |= std::to_integer<std::size_t>(start[8 + i]) << (8 * i);
  }
  if (length > kLongest) file.fail("a header of an array of numbers", "a longer one");
  std::string text(length, '\0');
  take(std::as_writable_bytes(std::span(text)));
  const std::optional<NpyHeader> header = npy_header_of(text);
  if (!header) file.fail("the header of an NPY file", quoted(text));
  if (!header->holds_numbers()) {
    file.fail("an array of numbers (float16, 32, 64, integers or booleans)",
              "an array of type " + quoted(header->type));
  }
  return *header;
}

template <class T>
T read_as(const std::byte* bytes) {
  T value;
  std::memcpy(&value, bytes, sizeof value);
  return value;
}

/// A number of the file; `exact` is cleared when float64 cannot hold it.
double number_of(const NpyHeader& header, const std::byte* item, bool& exact) {
  std::array<std::byte, 8> bytes{};
  std::copy_n(item, header.item_bytes, bytes.begin());
  if (header.big_endian)
    std::reverse(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(header.item_bytes));
  const std::byte* data = bytes.data();
  if (header.kind == 'f') {
    if (header.item_bytes == 2) return number_of_half(read_as<std::uint16_t>(data));
    if (header.item_bytes == 4) return read_as<float>(data);
    return read_as<double>(data);
  }
  if (header.kind == 'b') return data[0] != std::byte{0} ? 1 : 0;
  const auto bits = read_as<std::uint64_t>(data);
  if (header.kind == 'u') {
    exact = exact && bits <= static_cast<std::uint64_t>(kExact);
    return static_cast<double>(bits);
  }
  const auto unused = static_cast<int>(64 - 8 * header.item_bytes);
  const auto value = static_cast<std::int64_t>(bits << unused) >> unused;
  exact = exact && value >= -kExact && value <= kExact;
  return static_cast<double>(value);
}

/// The integer of the file as a text.
std::string text_of(const NpyHeader& header, const std::byte* item) {
  std::array<std::byte, 8> bytes{};
  std::copy_n(item, 8, bytes.begin());
  if (header.big_endian) std::reverse(bytes.begin(), bytes.end());
  const auto bits = read_as<std::uint64_t>(bytes.data());
  return header.kind == 'u' ? std::to_string(bits)
                            : std::to_string(static_cast<std::int64_t>(bits));
}

}  // namespace

bool starts_as_npy(std::span<const std::byte> first) {
  return first.size() >= kNpyMagic.size() &&
         std::memcmp(first.data(), kNpyMagic.data(), kNpyMagic.size()) == 0;
}

Table read_npy(InputFile& file, const ReadOptions& options) {
  const NpyHeader header = read_header(file);
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
      const double number = number_of(header, at(row), exact);
      numbers[static_cast<std::size_t>(row)] = number;
      if (std::isnan(number) && reading.missing_cells++ == 0) reading.first_missing_row = row;
    }
    if (exact) {
      columns.push_back(Column::of_numbers(std::move(name), std::move(numbers)));
    } else {
      std::vector<std::string> texts;
      for (std::int64_t row = 0; row < rows; ++row) texts.push_back(text_of(header, at(row)));
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
