#include "occam/data/csv_scanner.h"

#include <algorithm>

namespace occam::data {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 20;
/// More columns than any table has: a file of separators must not cost many times its size.
constexpr std::size_t kMaxColumns = 100'000;

std::string hexadecimal(unsigned char byte) {
  constexpr std::string_view digits = "0123456789abcdef";
  return {'0', 'x', digits[byte >> 4], digits[byte & 15]};
}

}  // namespace

CsvScanner::CsvScanner(InputFile& file, const CsvOptions& options)
    : file_(file),
      separator_(static_cast<unsigned char>(options.separator)),
      latin1_(options.encoding == CsvEncoding::kLatin1),
      chunk_(kChunk) {
  for (std::size_t byte = 1; byte < 0x80; ++byte) plain_[byte] = true;
  for (const unsigned char byte : {'\n', '\r'}) plain_[byte] = false;
  plain_[separator_] = false;
  if (!refill()) return;
  const auto starts_with = [&](std::string_view bytes) {
    return std::string_view(reinterpret_cast<const char*>(chunk_.data()), limit_)
        .starts_with(bytes);
  };
  if (starts_with("\xEF\xBB\xBF")) next_ = 3;
  if (!latin1_ && (starts_with("\xFF\xFE") || starts_with("\xFE\xFF"))) {
    fail_here("UTF-8 text", "UTF-16 text (convert it with iconv -f UTF-16 -t UTF-8)");
  }
}

bool CsvScanner::refill() {
  offset_ += static_cast<std::int64_t>(limit_);
  next_ = 0;
  limit_ = file_.read(chunk_);
  return limit_ > 0;
}

void CsvScanner::fail(std::int64_t line, std::size_t column, std::string_view expected,
                      std::string_view received) const {
  file_.fail(expected, received,
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
      cells.push_back({std::string_view(text_).substr(begin, span.end - begin), span.line});
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
    if (state_ == State::kPlain && plain_[byte] && continuation_ == 0) {
      take_run();
    } else {
      const bool row_ended = take(byte);
      ++next_;
      if (row_ended) return true;
    }
  }
  if (continuation_ > 0) refuse_utf8();
  if (state_ == State::kQuoted) {
    fail(cell_line_, spans_.size(), "a closing quote",
         "the end of the file behind an unclosed quote");
  }
  if (any) end_cell();
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
  if (byte == separator_ || byte == '\n' || byte == '\r') {
    end_cell();
    if (byte == separator_) return false;
    after_return_ = byte == '\r';
    ++line_;
    return true;
  }
  if (state_ == State::kQuotedDone) {
    if (is_space(byte)) return false;
    fail_here("a separator or the end of the line behind a closing quote", "more text");
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
    fail_here("text", "a NUL byte at byte offset " +
                          std::to_string(offset_ + static_cast<std::int64_t>(next_)));
  }
  if (latin1_ && byte >= 0x80) {
    text_ += static_cast<char>(0xC0 | byte >> 6);
    text_ += static_cast<char>(0x80 | (byte & 0x3F));
    return;
  }
  if (byte >= 0x80 || continuation_ > 0) check_utf8(byte);
  text_ += static_cast<char>(byte);
}

/// The well-formed sequences of the Unicode Standard, table 3-7.
void CsvScanner::check_utf8(unsigned char byte) {
  if (continuation_ > 0) {
    if (byte < lowest_ || byte > highest_) refuse_utf8();
    --continuation_;
    lowest_ = 0x80;
    highest_ = 0xBF;
    return;
  }
  lead_ = byte;
  lead_at_ = offset_ + static_cast<std::int64_t>(next_);
  if (byte < 0xC2 || byte > 0xF4) refuse_utf8();
  continuation_ = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
  lowest_ = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80;
  highest_ = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF;
}

void CsvScanner::refuse_utf8() const {
  fail_here("UTF-8 text (or choose encoding=latin1, one byte a letter)",
            "byte " + hexadecimal(lead_) + " at byte offset " + std::to_string(lead_at_) +
                ", which begins no character");
}

void CsvScanner::end_cell() {
  if (continuation_ > 0) refuse_utf8();
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
  return (byte == ' ' || byte == '\t') && byte != separator_;
}

}  // namespace occam::data
