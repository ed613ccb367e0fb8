#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "occam/data/column_form.h"

namespace occam::data {

enum class Header {
  kAuto,     ///< the first row names the columns when it looks so (HeaderReason)
  kPresent,  ///< the first row names the columns
  kAbsent,   ///< all rows are data; the columns are called column1, column2, ...
};

enum class Encoding {
  kAuto,  ///< UTF-8; UTF-16 with its mark; Latin-1 when the bytes are no UTF-8
  kUtf8,
  kLatin1,  ///< Windows-1252, which is Latin-1 where that has letters
  kUtf16,   ///< its mark tells the byte order, else little-endian
};

/// How far reading has come.
struct ReadProgress {
  std::int64_t bytes = 0;                        ///< read from the files, compressed ones as stored
  std::optional<std::int64_t> total_bytes = {};  ///< empty where a pipe is among them
  std::int64_t rows = 0;
};

/// What the caller knows better than the cells tell. Empty: told from the file (FileReading).
struct ReadOptions {
  std::optional<char> separator = {};  ///< a space: any number of spaces
  std::optional<char> decimal = {};    ///< '.' or ',': of every column
  Header header = Header::kAuto;
  Encoding encoding = Encoding::kAuto;
  /// Texts that count as missing in every column, beside empty cells, NA, NaN, nan, null and ?.
  /// A number is one however it is written: -999 is -999.0 too.
  std::vector<std::string> missing = {};
  /// Texts that do not count as missing, although they would.
  std::vector<std::string> not_missing = {};
  /// Takes every row as data: units or types below the header, totals and remarks at the end too.
  bool all_rows = false;
  /// Columns to keep as text although they hold numbers or dates: postal codes, for example.
  std::vector<std::string> text_columns = {};
  /// Columns that stay one, whatever their texts hold: a target. Others of texts of two or three
  /// numbers ("120/80") become a column a number, of labels ("Comedy|Action") one a label.
  std::vector<std::string> whole_columns = {};
  /// Columns whose form is known, of rows of text: the cells are taken so, whatever they look like,
  /// unless none of them can be. A column that the file has not is none of them.
  std::vector<ColumnForm> forms = {};
  /// Called now and then while reading.
  std::function<void(const ReadProgress&)> on_progress = {};
};

}  // namespace occam::data
