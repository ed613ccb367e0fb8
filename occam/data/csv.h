#pragma once

#include <string>
#include <vector>

#include "occam/data/table.h"

namespace occam::data {

enum class CsvHeader {
  kAuto,     ///< the first row names the columns when no cell of it is a number
  kPresent,  ///< the first row names the columns
  kAbsent,   ///< all rows are data; the columns are called column1, column2, ...
};

enum class CsvEncoding { kUtf8, kLatin1 };

struct CsvOptions {
  char separator = ',';
  char decimal = '.';  ///< '.' or ','
  CsvHeader header = CsvHeader::kAuto;
  CsvEncoding encoding = CsvEncoding::kUtf8;
  /// Cells with one of these texts count as missing.
  std::vector<std::string> missing = {"", "NA", "NaN", "nan", "null", "?"};
  /// Columns to keep as text although they hold numbers: postal codes, for example.
  std::vector<std::string> text_columns = {};
};

/// Reads a CSV file (RFC 4180), also gzip-compressed; the path "-" is standard input.
///
/// Cells may be quoted, hold separators, newlines and doubled quotes; lines end with LF, CRLF or
/// CR, the last one may lack its end; a byte order mark is skipped, as are blank lines. Spaces
/// around a cell are not part of it. A column is numeric when all its cells that are not missing
/// are numbers, whatever the locale; it is text when at least half of them are not.
///
/// Errors: FileError with line and column for rows with more or fewer cells than the header,
/// numbers beyond float64, NUL bytes, invalid UTF-8, an unclosed quote, equal column names, no
/// rows, an empty file, and for columns in which most cells are numbers but some are not.
Table read_csv(const std::string& path, const CsvOptions& options = {});

}  // namespace occam::data
