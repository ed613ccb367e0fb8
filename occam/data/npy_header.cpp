#include "occam/data/npy_header.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstring>

#include "occam/base/half.h"
#include "occam/base/quoted.h"

namespace occam::data {
namespace {

constexpr std::int64_t kExact = std::int64_t{1} << 53;
static_assert(std::endian::native == std::endian::little);

std::optional<std::string_view> entry(std::string_view text, std::string_view name) {
  const std::size_t place = text.find("'" + std::string(name) + "'");
  if (place == text.npos) return std::nullopt;
  text.remove_prefix(place + name.size() + 2);
  const std::size_t start = text.find_first_not_of(": ");
  if (start == text.npos) return std::nullopt;
  return text.substr(start);
}

bool is_type_of_numbers(std::string_view type) {
  if (type.size() != 3 || std::string_view("<>|=").find(type[0]) == type.npos) return false;
  const char digit = type[2];
  switch (type[1]) {
    case 'b':
      return digit == '1';
    case 'f':
      return digit == '2' || digit == '4' || digit == '8';
    case 'i':
    case 'u':
      return digit == '1' || digit == '2' || digit == '4' || digit == '8';
    default:
      return false;
  }
}

void parse_type(std::string_view text, NpyHeader& header) {
  const std::size_t end = text[0] == '\'' ? text.find('\'', 1) : text.npos;
  header.type =
      end == text.npos ? text.substr(0, text.find_first_of(",}")) : text.substr(1, end - 1);
  if (end == text.npos || !is_type_of_numbers(header.type)) return;
  header.big_endian = header.type[0] == '>';
  header.kind = header.type[1];
  header.item_bytes = static_cast<std::size_t>(header.type[2] - '0');
}

bool parse_shape(std::string_view text, NpyHeader& header) {
  constexpr std::int64_t kMost = std::int64_t{1} << 56;
  std::int64_t elements = 1;
  if (text[0] != '(') return false;
  text = text.substr(1, text.find(')') == text.npos ? 0 : text.find(')') - 1);
  while (!text.empty()) {
    const std::size_t start = text.find_first_not_of(" ,");
    if (start == text.npos) break;
    text.remove_prefix(start);
    std::int64_t size = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), size);
    if (result.ec != std::errc() || size < 0) return false;
    // As NumPy has it: an array of none, too, must have a size without its axes of 0.
    header.too_large = header.too_large || size > kMost / elements;
    if (!header.too_large) elements *= std::max<std::int64_t>(size, 1);
    header.shape.push_back(size);
    text.remove_prefix(static_cast<std::size_t>(result.ptr - text.data()));
  }
  return true;
}

template <class T>
T read_as(const std::byte* bytes) {
  T value;
  std::memcpy(&value, bytes, sizeof value);
  return value;
}

}  // namespace

std::optional<NpyHeader> npy_header_of(std::string_view dictionary) {
  const auto type = entry(dictionary, "descr"), order = entry(dictionary, "fortran_order"),
             shape = entry(dictionary, "shape");
  NpyHeader header;
  if (!type || !order || !shape || !parse_shape(*shape, header)) return std::nullopt;
  parse_type(*type, header);
  header.fortran = order->starts_with("True");
  return header;
}

std::string npy_start(std::string_view type, const Shape& shape) {
  constexpr std::size_t kBefore = kNpyMagic.size() + 4, kAligned = 64;
  std::string text = "{'descr': '" + std::string(type) +
                     "', 'fortran_order': False, 'shape': " + occam::to_text(shape) + ", }";
  text.append(kAligned - 1 - (kBefore + text.size()) % kAligned, ' ');
  text += '\n';
  std::string start(kNpyMagic);
  start += std::string_view("\1\0", 2);
  start += static_cast<char>(text.size() & 0xff);
  start += static_cast<char>(text.size() >> 8);
  return start + text;
}

NpyHeader read_npy_header(InputFile& file) {
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
  if (!header) file.fail("the header of an NPY file", in_quotes(text));
  if (header->too_large)
    file.fail("an array of at most 2^56 numbers", "one of shape " + to_text(Shape(header->shape)));
  if (!header->holds_numbers()) {
    file.fail("an array of numbers (float16, 32, 64, integers or booleans)",
              "an array of type " + in_quotes(header->type));
  }
  return *header;
}

double NpyHeader::number(const std::byte* item, bool& exact) const {
  std::array<std::byte, 8> bytes{};
  std::copy_n(item, item_bytes, bytes.begin());
  if (big_endian)
    std::reverse(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(item_bytes));
  const std::byte* data = bytes.data();
  if (kind == 'f') {
    if (item_bytes == 2) return number_of_half(read_as<std::uint16_t>(data));
    if (item_bytes == 4) return read_as<float>(data);
    return read_as<double>(data);
  }
  if (kind == 'b') return data[0] != std::byte{0} ? 1 : 0;
  const auto bits = read_as<std::uint64_t>(data);
  if (kind == 'u') {
    exact = exact && bits <= static_cast<std::uint64_t>(kExact);
    return static_cast<double>(bits);
  }
  const auto unused = static_cast<int>(64 - 8 * item_bytes);
  const auto value = static_cast<std::int64_t>(bits << unused) >> unused;
  exact = exact && value >= -kExact && value <= kExact;
  return static_cast<double>(value);
}

std::string NpyHeader::text(const std::byte* item) const {
  std::array<std::byte, 8> bytes{};
  std::copy_n(item, 8, bytes.begin());
  if (big_endian) std::reverse(bytes.begin(), bytes.end());
  const auto bits = read_as<std::uint64_t>(bytes.data());
  return kind == 'u' ? std::to_string(bits) : std::to_string(static_cast<std::int64_t>(bits));
}

}  // namespace occam::data
