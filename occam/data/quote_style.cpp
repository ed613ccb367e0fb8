#include "occam/data/quote_style.h"

#include <algorithm>
#include <optional>

#include "occam/data/csv_sample.h"

namespace occam::data {
namespace {

constexpr std::size_t kMostLines = 200;

std::byte byte_of(char c) { return static_cast<std::byte>(static_cast<unsigned char>(c)); }

bool is_line_end(char c) { return c == '\n' || c == '\r'; }

/// Between cells, whichever of them it will be.
bool may_separate(char c) { return c == ',' || c == ';' || c == '\t' || c == '|'; }

/// Complete lines that are not empty.
std::vector<std::string_view> lines_of(std::string_view text, bool whole) {
  std::vector<std::string_view> lines;
  while (!text.empty() && lines.size() < kMostLines) {
    const std::size_t end = text.find_first_of("\r\n");
    if (end == text.npos && !whole) break;
    if (end > 0) lines.push_back(text.substr(0, end));
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return lines;
}

/// One quoted cell and nothing else.
bool is_quoted_line(std::string_view line) {
  if (line.size() < 2 || line.front() != '"' || line.back() != '"') return false;
  line = line.substr(1, line.size() - 2);
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"' && (++i == line.size() || line[i] != '"')) return false;
  }
  return true;
}

/// Whether the text is a table with a column of values.
bool is_table(std::string_view text, const MissingTexts& missing) {
  return std::ranges::any_of(std::string_view(",;\t|"), [&](char separator) {
    const CsvSample sample = cut_sample(text, separator, true);
    if (sample.size() < 2 || sample[0].size() < 2) return false;
    std::vector<bool> values(sample[0].size(), true);
    for (std::size_t row = 1; row < sample.size(); ++row) {
      if (sample[row].size() != values.size()) return false;
      for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = values[i] && look_of(sample[row][i], missing) != CellLook::kText;
    }
    return std::find(values.begin(), values.end(), true) != values.end();
  });
}

bool are_quoted(const std::vector<std::string_view>& lines, const MissingTexts& missing) {
  if (lines.size() < 2) return false;
  const bool plain_first = lines[0].find('"') == lines[0].npos;
  if (!std::all_of(lines.begin() + (plain_first ? 1 : 0), lines.end(), is_quoted_line))
    return false;
  std::vector<std::byte> inside;
  QuoteFilter filter(QuoteStyle::kLines);
  for (const std::string_view line : lines) {
    filter.append(std::as_bytes(std::span(line.data(), line.size())), inside);
    filter.append(std::as_bytes(std::span("\n", 1)), inside);
  }
  return is_table({reinterpret_cast<const char*>(inside.data()), inside.size()}, missing);
}

/// Cells of the line in single quotes; none where a quote stands elsewhere.
std::optional<std::size_t> single_quoted(std::string_view line) {
  std::size_t cells = 0;
  bool at_start = true;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' || (c == '\'' && !at_start)) return std::nullopt;
    if (c != '\'') {
      at_start = may_separate(c) || (at_start && c == ' ');
      continue;
    }
    for (++i; i < line.size(); ++i) {
      if (line[i] == '"') return std::nullopt;
      if (line[i] != '\'') continue;
      if (i + 1 == line.size() || line[i + 1] != '\'') break;
      ++i;
    }
    if (i == line.size()) return std::nullopt;
    std::size_t behind = i + 1;
    while (behind < line.size() && line[behind] == ' ') ++behind;
    if (behind < line.size() && !may_separate(line[behind])) return std::nullopt;
    ++cells;
    at_start = false;
  }
  return cells;
}

bool are_single(const std::vector<std::string_view>& lines) {
  std::size_t with = 0;
  for (const std::string_view line : lines) {
    const auto cells = single_quoted(line);
    if (!cells) return false;
    with += *cells > 0 ? 1 : 0;
  }
  return with > 1 && 2 * with >= lines.size();
}

}  // namespace

QuoteStyle guess_quotes(std::string_view text, bool whole, const MissingTexts& missing) {
  // Most files have neither in their first line below the header.
  const std::size_t first = text.find_first_not_of("\r\n");
  if (first == text.npos) return QuoteStyle::kUsual;
  const std::size_t third = std::min(text.find('\n', text.find('\n', first) + 1), text.size());
  if (text.substr(0, third).find_first_of("\"'") == text.npos) return QuoteStyle::kUsual;
  const std::vector<std::string_view> lines = lines_of(text, whole);
  if (are_quoted(lines, missing)) return QuoteStyle::kLines;
  return are_single(lines) ? QuoteStyle::kSingle : QuoteStyle::kUsual;
}

void QuoteFilter::append(std::span<const std::byte> part, std::vector<std::byte>& out) {
  for (const std::byte byte : part) {
    const char c = static_cast<char>(byte);
    style_ == QuoteStyle::kLines ? take_of_lines(c, out) : take_single(c, out);
  }
}

void QuoteFilter::finish(std::vector<std::byte>& out) {
  if (style_ == QuoteStyle::kSingle && state_ == State::kQuoteSeen) out.push_back(byte_of('"'));
  state_ = State::kOutside;
}

/// The text inside the quotes of a line, its doubled quotes single.
void QuoteFilter::take_of_lines(char c, std::vector<std::byte>& out) {
  if (state_ == State::kQuoteSeen && c == '"') {
    state_ = State::kInside;
  } else if (state_ != State::kOutside && c == '"') {
    state_ = state_ == State::kStart ? State::kInside : State::kQuoteSeen;
    return;
  } else if (state_ != State::kInside) {
    state_ = is_line_end(c) ? State::kStart : State::kOutside;
  }
  out.push_back(byte_of(c));
}

void QuoteFilter::take_single(char c, std::vector<std::byte>& out) {
  if (state_ == State::kQuoteSeen && c == '\'') {
    state_ = State::kInside;
    out.push_back(byte_of(c));
    return;
  }
  if (state_ == State::kQuoteSeen) {
    out.push_back(byte_of('"'));
    state_ = State::kOutside;
  }
  if (state_ == State::kInside) {
    if (c == '\'') {
      state_ = State::kQuoteSeen;
      return;
    }
    if (c == '"') out.push_back(byte_of(c));
    out.push_back(byte_of(c));
    return;
  }
  if (state_ == State::kStart && c == '\'') {
    state_ = State::kInside;
    out.push_back(byte_of('"'));
    return;
  }
  const bool starts = may_separate(c) || is_line_end(c) || (state_ == State::kStart && c == ' ');
  state_ = starts ? State::kStart : State::kOutside;
  out.push_back(byte_of(c));
}

}  // namespace occam::data
