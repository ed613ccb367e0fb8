#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "occam/data/quote_style.h"
#include "occam/data/text_source.h"

namespace occam::data {

struct CsvCell {
  std::string_view text;  ///< UTF-8 without quotes; valid until the next row is read
  std::int64_t line = 0;  ///< where it starts, from 1
};

/// The text that a spreadsheet keeps from being a number: 0123 of ="0123".
inline std::string_view without_formula(std::string_view cell) {
  if (cell.size() < 3 || !cell.starts_with("=\"") || !cell.ends_with('"')) return cell;
  return cell.substr(2, cell.size() - 3);
}

/// Cuts a stream of bytes into rows of cells, a chunk at a time.
class CsvScanner {
 public:
  CsvScanner(TextSource& source, Encoding asked);

  /// The text from the start, at most 1 MB of it. REQUIRES: no row was read.
  std::string_view first_chunk() const;
  /// The same without a line that was skipped.
  std::string_view rest_of_chunk() const { return first_chunk().substr(next_); }
  bool first_chunk_is_all() const { return limit_ < chunk_.size(); }
  /// A space stands for any number of spaces and tabs. REQUIRES: no row was read.
  void set_separator(char separator);
  /// Other quotes than the usual ones: what is read is rewritten. REQUIRES: no row was read.
  void set_quotes(QuoteStyle style);
  /// Leaves out whole lines, of so many bytes with their ends. REQUIRES: no row was read.
  void skip_lines(std::size_t bytes, std::int64_t lines);

  /// UTF-8 that turned out to be Latin-1 on the way.
  bool guessed_latin1() const { return guessed_latin1_; }
  std::int64_t bytes_read() const { return offset_ + static_cast<std::int64_t>(next_); }

  /// The next row that is not blank, or false at the end. Errors: FileError with line and column.
  bool next_row(std::vector<CsvCell>& cells);
  /// Whether a line end stands behind the last row, not the end of the file.
  bool row_ended() const { return row_ended_; }
  /// Blank lines between this row and the one before.
  std::int64_t blank_lines() const { return blank_lines_; }

  /// Throws FileError for the cell in the given column, from 0.
  [[noreturn]] void fail(std::int64_t line, std::size_t column, std::string_view expected,
                         std::string_view received) const;

 private:
  enum class State { kCellStart, kPlain, kQuoted, kQuoteSeen, kQuotedDone };
  struct Span {
    std::size_t end = 0;
    std::int64_t line = 0;
  };

  bool refill();
  bool refill_quoted();
  bool scan_row();
  bool take(unsigned char byte);
  void take_run();
  void append(unsigned char byte);
  void check_utf8(unsigned char byte);
  void end_utf8();
  void append_latin1(unsigned char byte);
  [[noreturn]] void fail_here(std::string_view expected, std::string_view received) const;
  void end_cell();
  bool is_space(unsigned char byte) const;

  TextSource& source_;
  unsigned char separator_ = ',';
  bool runs_ = false;  ///< several separators in a row are one
  bool latin1_;
  bool may_be_latin1_;  ///< nothing asked for, and no character beyond ASCII yet
  bool guessed_latin1_ = false;
  std::array<bool, 256> plain_{};   ///< bytes that a cell takes as they are
  std::array<bool, 256> starts_{};  ///< those that begin a cell without quotes
  std::vector<std::byte> chunk_;
  std::size_t next_ = 0;     ///< in chunk_
  std::size_t limit_ = 0;    ///< bytes in chunk_
  std::int64_t offset_ = 0;  ///< of chunk_ in the file
  std::optional<QuoteFilter> quotes_ = {};
  std::vector<std::byte> raw_ = {};  ///< with quotes_: as it stands in the file
  std::size_t raw_bytes_ = 0;        ///< that chunk_ was made of

  State state_ = State::kCellStart;
  std::string text_;  ///< the row's cells, one after the other
  std::vector<Span> spans_;
  std::int64_t line_ = 1;
  std::int64_t cell_line_ = 1;
  std::int64_t blank_lines_ = 0;
  bool row_ended_ = true;
  bool quoted_ = false;          ///< the row has a quoted cell
  bool after_return_ = false;    ///< a CR ended the row: an LF behind it belongs to it
  int continuation_ = 0;         ///< bytes that a UTF-8 character still lacks
  std::size_t partial_ = 0;      ///< and those that it has
  unsigned char lead_ = 0;       ///< its first byte
  std::int64_t lead_at_ = 0;     ///< and where that is in the file
  unsigned char lowest_ = 0x80;  ///< bounds of its next byte
  unsigned char highest_ = 0xBF;
};

}  // namespace occam::data
