#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "occam/data/csv_sample.h"
#include "occam/data/csv_scanner.h"
#include "occam/data/missing_texts.h"
#include "occam/data/read_options.h"

namespace occam::data {

/// How the rows of a text file are cut, and what stands around its header.
struct CsvOpening {
  char separator = ',';
  Origin separator_origin = Origin::kPlain;
  std::optional<char> separator_line = {};    ///< what a first line as "sep=;" says
  std::optional<char> better_separator = {};  ///< FileReading's
  std::int64_t preamble_lines = 0;            ///< comments and titles that are passed over
  HeaderGuess header = {};                    ///< or what the caller says
  bool names_as_data = false;                 ///< FileReading's
  bool nameless_first = false;                ///< FileReading's
  QuoteStyle quotes = QuoteStyle::kUsual;
  std::size_t header_rows = 1;   ///< FileReading's
  std::size_t descriptions = 0;  ///< rows below the header that are none
  bool rows_kept = false;        ///< FileReading's
};

/// Passes over what stands in front of the first row and tells the scanner the separator. first:
/// how an earlier file of the table was read, as which this one is. REQUIRES: no row was read.
CsvOpening open_csv(CsvScanner& scanner, const ReadOptions& options, const MissingTexts& missing,
                    const FileReading* first = nullptr);

/// The first row; of several that name the columns their cells joined by blanks: a group's name,
/// which may stand in its first column alone, and the column's. names: keeps such texts. False at
/// the end of the file.
bool read_first_row(CsvScanner& scanner, const CsvOpening& opening, std::vector<CsvCell>& cells,
                    std::vector<std::string>& names);

}  // namespace occam::data
