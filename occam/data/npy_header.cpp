#include "occam/data/npy_header.h"

#include <charconv>

namespace occam::data {
namespace {

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
  if (text[0] != '(') return false;
  text = text.substr(1, text.find(')') == text.npos ? 0 : text.find(')') - 1);
  while (!text.empty()) {
    const std::size_t start = text.find_first_not_of(" ,");
    if (start == text.npos) break;
    text.remove_prefix(start);
    std::int64_t size = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), size);
    if (result.ec != std::errc() || size < 0) return false;
    header.shape.push_back(size);
    text.remove_prefix(static_cast<std::size_t>(result.ptr - text.data()));
  }
  return true;
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

}  // namespace occam::data
