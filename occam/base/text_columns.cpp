#include "occam/base/text_columns.h"

#include <algorithm>
#include <iterator>

#include "occam/base/ascii.h"

namespace occam {
namespace {

struct CodeRange {
  char32_t first, last;
};

// Unicode 15: the blocks of EastAsianWidth.txt that are W or F, and of emoji that are shown wide.
constexpr CodeRange kWide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},
    {0x25FD, 0x25FE},   {0x2614, 0x2615},   {0x2648, 0x2653},   {0x26AA, 0x26AB},
    {0x26BD, 0x26BE},   {0x26C4, 0x26C5},   {0x2705, 0x2705},   {0x270A, 0x270B},
    {0x2728, 0x2728},   {0x274C, 0x274C},   {0x2753, 0x2755},   {0x2795, 0x2797},
    {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2E80, 0x303E},   {0x3041, 0x33FF},
    {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},   {0xA960, 0xA97F},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},
    {0xFFE0, 0xFFE6},   {0x16FE0, 0x18AFF}, {0x1B000, 0x1B2FF}, {0x1F004, 0x1F004},
    {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A}, {0x1F200, 0x1F320},
    {0x1F32D, 0x1F335}, {0x1F337, 0x1F37C}, {0x1F37E, 0x1F393}, {0x1F3A0, 0x1F3CA},
    {0x1F3CF, 0x1F3D3}, {0x1F3E0, 0x1F3F0}, {0x1F3F4, 0x1F3F4}, {0x1F3F8, 0x1F43E},
    {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D}, {0x1F54B, 0x1F567},
    {0x1F57A, 0x1F57A}, {0x1F595, 0x1F596}, {0x1F5A4, 0x1F5A4}, {0x1F5FB, 0x1F64F},
    {0x1F680, 0x1F6C5}, {0x1F6CC, 0x1F6FC}, {0x1F7E0, 0x1F7F0}, {0x1F90C, 0x1F9FF},
    {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD}};

// Control characters, and the combining marks and joiners that names are likely to hold.
constexpr CodeRange kZero[] = {
    {0x00, 0x1F},     {0x7F, 0x9F},     {0x0300, 0x036F},  {0x0483, 0x0489}, {0x0591, 0x05BD},
    {0x0610, 0x061A}, {0x064B, 0x065F}, {0x06D6, 0x06DC},  {0x0900, 0x0902}, {0x093C, 0x093C},
    {0x0941, 0x0948}, {0x094D, 0x094D}, {0x0E31, 0x0E31},  {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E},
    {0x1160, 0x11FF}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},  {0x200B, 0x200F}, {0x202A, 0x202E},
    {0x2060, 0x2064}, {0x20D0, 0x20FF}, {0x302A, 0x302D},  {0x3099, 0x309A}, {0xFE00, 0xFE0F},
    {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xE0100, 0xE01EF}};

template <std::size_t kCount>
bool within(const CodeRange (&ranges)[kCount], char32_t code) {
  const auto* const next = std::upper_bound(
      std::begin(ranges), std::end(ranges), code,
      [](char32_t wanted, const CodeRange& range) { return wanted < range.first; });
  return next != std::begin(ranges) && code <= std::prev(next)->last;
}

std::size_t width_of(char32_t code) {
  if (within(kZero, code)) return 0;
  return within(kWide, code) ? 2 : 1;
}

/// A piece of text: a character with the bytes of its code point, or an escape sequence.
struct Piece {
  std::size_t bytes = 1, columns = 0;
  bool is_escape = false;
};

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; }

Piece first_piece(std::string_view text) {
  Piece piece;
  if (text[0] == '\x1b') {
    piece.is_escape = true;
    while (piece.bytes < text.size() && !is_letter(text[piece.bytes])) ++piece.bytes;
    piece.bytes = std::min(piece.bytes + 1, text.size());
    return piece;
  }
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  char32_t code = length == 1 ? lead : lead & (0xFFu >> (length + 1));
  while (piece.bytes < length && piece.bytes < text.size() && continues(text[piece.bytes])) {
    code = code << 6 | (static_cast<unsigned char>(text[piece.bytes]) & 0x3Fu);
    ++piece.bytes;
  }
  // A byte that is no UTF-8 is shown as one replacement character.
  piece.columns = piece.bytes < length || (length == 1 && lead >= 0x80) ? 1 : width_of(code);
  return piece;
}

}  // namespace

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    const Piece piece = first_piece(text);
    columns += piece.columns;
    text.remove_prefix(piece.bytes);
  }
  return columns;
}

std::string cut_to_columns(std::string_view text, std::size_t columns) {
  if (columns_of(text) <= columns) return std::string(text);
  std::string result;
  std::size_t used = 0;
  bool is_cut = columns == 0;
  while (!text.empty()) {
    const Piece piece = first_piece(text);
    if (piece.is_escape) {
      result += text.substr(0, piece.bytes);
    } else if (!is_cut && used + piece.columns < columns) {
      result += text.substr(0, piece.bytes);
      used += piece.columns;
    } else if (!is_cut) {
      result += "…";
      is_cut = true;
    }
    text.remove_prefix(piece.bytes);
  }
  return result;
}

}  // namespace occam
