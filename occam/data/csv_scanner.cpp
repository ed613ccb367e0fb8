#include "occam/data/csv_scanner.h"

#include <algorithm>
#include <span>
#include <utility>

namespace occam::data {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 20;
/// More columns than any table has: a file of separators must not cost many times its size.
constexpr std::size_t kMaxColumns = 100'000;

std::string hexadecimal(unsigned char byte) {
  constexpr std::string_view digits = "0123456789abcdef";
  return {'0', 'x', digits[byte >> 4], digits[byte & 15]};
}

/// A megabyte, or for small files somewhat more than they hold as UTF-8.
std::size_t chunk_size(const InputFile& file) {
  const auto size = static_cast<std::size_t>(file.plain_size().value_or(kChunk));
  return size < kChunk / 2 ? 2 * size + 16 : kChunk;
}

}  // namespace

CsvScanner::CsvScanner(TextSource& source, Encoding asked)
    : source_(source),
      latin1_(source.encoding() == TextEncoding::kLatin1),
      may_be_latin1_(asked == Encoding::kAuto && source.encoding() == TextEncoding::kUtf8 &&
                     source.mark_bytes() == 0),
      chunk_(chunk_size(source.file())),
      offset_(static_cast<std::int64_t>(source.mark_bytes())) {
  set_separator(',');
  refill();
}

std::string_view CsvScanner::first_chunk() const {
  return {reinterpret_cast<const char*>(chunk_.data()), limit_};
}

void CsvScanner::set_separator(char separator) {
  separator_ = static_cast<unsigned char>(separator);
  runs_ = separator == ' ';
  for (std::size_t byte = 1; byte < 0x80; ++byte) plain_[byte] = true;
  for (const unsigned char byte : {'\n', '\r'}) plain_[byte] = false;
  plain_[separator_] = false;
  if (runs_) plain_['\t'] = false;
  starts_ = plain_;
  for (const unsigned char byte : {' ', '\t', '"'}) starts_[byte] = false;
}

void CsvScanner::skip_lines(std::size_t bytes, std::int64_t lines) {
  next_ += bytes;
  line_ += lines;
}

void CsvScanner::set_quotes(QuoteStyle style) {
  const bool all = first_chunk_is_all();
  raw_ = std::move(chunk_);
  raw_bytes_ = limit_;
  chunk_.clear();
  quotes_.emplace(style);
  const std::span<const std::byte> rest(raw_.data() + next_, limit_ - next_);
  chunk_.assign(raw_.begin(), raw_.begin() + static_cast<std::ptrdiff_t>(next_));
  quotes_->append(rest, chunk_);
  if (all) quotes_->finish(chunk_);
  limit_ = chunk_.size();
  if (all) chunk_.resize(limit_ + 1);
  raw_.resize(kChunk);
}

/// The next part of the file that leaves something.
bool CsvScanner::refill_quoted() {
  offset_ += static_cast<std::int64_t>(raw_bytes_);
  next_ = 0;
  chunk_.clear();
  while (chunk_.empty()) {
    raw_bytes_ = source_.read(raw_);
    quotes_->append(std::span(raw_).first(raw_bytes_), chunk_);
    if (raw_bytes_ > 0) continue;
    quotes_->finish(chunk_);
    break;
  }
  limit_ = chunk_.size();
  return limit_ > 0;
}

bool CsvScanner::refill() {
  if (quotes_) return refill_quoted();
  offset_ += static_cast<std::int64_t>(limit_);
  next_ = 0;
  limit_ = source_.read(chunk_);
  return limit_ > 0;
}

void CsvScanner::fail(std::int64_t line, std::size_t column, std::string_view expected,
                      std::string_view received) const {
  source_.file().fail(expected, received,
                      ", line " + std::to_string(line) + ", column " + std::to_string(column + 1));
}

void CsvScanner::fail_here(std::string_view expected, std::string_view received) const {
  fail(line_, spans_.size(), expected, received);
}

bool CsvScanner::next_row(std::vector<CsvCell>& cells) {
  blank_lines_ = 0;
  while (scan_row()) {
    if (spans_.size() == 1 && spans_[0].end == 0 && !quoted_) {
      ++blank_lines_;
      continue;
    }
    cells.clear();
    std::size_t begin = 0;
    for (const Span& span : spans_) {
      const auto cell = std::string_view(text_).substr(begin, span.end - begin);
      cells.push_back({without_formula(cell), span.line});
      begin = span.end;
    }
    return true;
  }
  return false;
}

/// Reads to the end of a row; false when the file ended before one began.
bool CsvScanner::scan_row() {
  text_.clear();
  spans_.clear();
  quoted_ = false;
  state_ = State::kCellStart;
  cell_line_ = line_;
  bool any = false;
  while (next_ < limit_ || refill()) {
    const auto byte = std::to_integer<unsigned char>(chunk_[next_]);
    if (after_return_) {
      after_return_ = false;
      if (byte == '\n') {
        ++next_;
        continue;
      }
    }
    any = true;
    if (state_ == State::kPlain ? plain_[byte] && continuation_ == 0
                                : state_ == State::kCellStart && starts_[byte]) {
      state_ = State::kPlain;
      take_run();
    } else {
      const bool row_ended = take(byte);
      ++next_;
      if (row_ended) return row_ended_ = true;
    }
  }
  row_ended_ = false;
  if (continuation_ > 0) end_utf8();
  if (state_ == State::kQuoted) {
    fail(cell_line_, spans_.size(), "a closing quote",
         "the end of the file behind an unclosed quote");
  }
  const bool no_cell = runs_ && state_ == State::kCellStart && !spans_.empty();
  if (any && !no_cell) end_cell();
  return any;
}

/// Appends the bytes of a cell up to the next one with a meaning of its own.
void CsvScanner::take_run() {
  std::size_t end = next_ + 1;
  while (end < limit_ && plain_[std::to_integer<std::size_t>(chunk_[end])]) ++end;
  text_.append(reinterpret_cast<const char*>(chunk_.data()) + next_, end - next_);
  next_ = end;
}

/// Handles one byte; true when it ends the row.
bool CsvScanner::take(unsigned char byte) {
  if (state_ == State::kQuoted) {
    if (byte == '"') {
      state_ = State::kQuoteSeen;
      return false;
    }
    append(byte);
    if (byte == '\n') ++line_;
    return false;
  }
  if (state_ == State::kQuoteSeen && byte == '"') {
    append(byte);
    state_ = State::kQuoted;
    return false;
  }
  if (state_ == State::kQuoteSeen) state_ = State::kQuotedDone;
  const bool separates = byte == separator_ || (runs_ && byte == '\t');
  if (separates || byte == '\n' || byte == '\r') {
    // Of several spaces in a row, and of those at the ends of a line, none begins a cell.
    const bool no_cell = runs_ && state_ == State::kCellStart && (separates || !spans_.empty());
    if (!no_cell) end_cell();
    if (separates) return false;
    after_return_ = byte == '\r';
    ++line_;
    return true;
  }
  if (state_ == State::kQuotedDone) {
    if (is_space(byte)) return false;
    fail_here("a separator or the end of the line behind a closing quote",
              text_.ends_with('\\') ? "more text (a quote in a cell is written \"\", not \\\")"
                                    : "more text");
  }
  if (state_ == State::kCellStart) {
    if (is_space(byte)) return false;
    if (byte == '"') {
      state_ = State::kQuoted;
      quoted_ = true;
      return false;
    }
    state_ = State::kPlain;
  }
  append(byte);
  return false;
}

void CsvScanner::append(unsigned char byte) {
  if (byte == 0) {
    fail_here("text without NUL bytes (tr -d '\\000' takes them out)",
              "one at byte offset " + std::to_string(offset_ + static_cast<std::int64_t>(next_)));
  }
  if (latin1_ && byte >= 0x80) return append_latin1(byte);
  if (byte >= 0x80 || continuation_ > 0) check_utf8(byte);
  if (latin1_ && byte >= 0x80) return append_latin1(byte);  // since this byte
  text_ += static_cast<char>(byte);
}

/// Windows-1252: Latin-1 with letters and signs in the place of control characters.
void CsvScanner::append_latin1(unsigned char byte) {
  constexpr std::array<std::uint16_t, 32> kWindows = {
      0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};
  const std::uint32_t character = byte < 0xA0 ? kWindows[byte - 0x80U] : byte;
  if (character >= 0x800) {
    text_ += static_cast<char>(0xE0 | character >> 12);
    text_ += static_cast<char>(0x80 | (character >> 6 & 0x3F));
  } else {
    text_ += static_cast<char>(0xC0 | character >> 6);
  }
  text_ += static_cast<char>(0x80 | (character & 0x3F));
}

/// The well-formed sequences of the Unicode Standard, table 3-7.
void CsvScanner::check_utf8(unsigned char byte) {
  if (continuation_ > 0) {
    if (byte < lowest_ || byte > highest_) return end_utf8();
    ++partial_;
    if (--continuation_ == 0) {
      may_be_latin1_ = false;
      partial_ = 0;
    }
    lowest_ = 0x80;
    highest_ = 0xBF;
    return;
  }
  lead_ = byte;
  lead_at_ = offset_ + static_cast<std::int64_t>(next_);
  if (byte < 0xC2 || byte > 0xF4) return end_utf8();
  continuation_ = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
  partial_ = 1;
  lowest_ = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80;
  highest_ = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF;
}

/// A character that is none: Latin-1, when all before it was ASCII and nothing else was asked for.
void CsvScanner::end_utf8() {
  if (!may_be_latin1_) {
    const bool utf16_mark = lead_at_ == 0 && lead_ >= 0xFE;
    fail_here(utf16_mark ? "UTF-8 text (or choose encoding=utf16, whose mark this is)"
                         : "UTF-8 text (or choose encoding=latin1, one byte a letter)",
              "byte " + hexadecimal(lead_) + " at byte offset " + std::to_string(lead_at_) +
                  ", which begins no character");
  }
  latin1_ = guessed_latin1_ = true;
  may_be_latin1_ = false;
  const std::string partial = text_.substr(text_.size() - partial_);
  text_.resize(text_.size() - partial_);
  continuation_ = 0;
  partial_ = 0;
  for (const char c : partial) append_latin1(static_cast<unsigned char>(c));
}

void CsvScanner::end_cell() {
  if (continuation_ > 0) end_utf8();
  if (spans_.size() == kMaxColumns) {
    fail_here("at most " + std::to_string(kMaxColumns) + " columns", "more");
  }
  if (state_ == State::kPlain) {
    while (!text_.empty() && is_space(static_cast<unsigned char>(text_.back()))) text_.pop_back();
  }
  spans_.push_back({text_.size(), cell_line_});
  cell_line_ = line_;
  state_ = State::kCellStart;
}

bool CsvScanner::is_space(unsigned char byte) const {
  return (byte == ' ' || byte == '\t') && byte != separator_ && !runs_;
}

}  // namespace occam::data
