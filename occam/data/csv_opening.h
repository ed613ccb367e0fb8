#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

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
  std::size_t descriptions = 0;               ///< rows below the header that are none
  bool rows_kept = false;                     ///< FileReading's
};

/// Passes over what stands in front of the first row and tells the scanner the separator. first:
/// how an earlier file of the table was read, as which this one is. REQUIRES: no row was read.
CsvOpening open_csv(CsvScanner& scanner, const ReadOptions& options, const MissingTexts& missing,
                    const FileReading* first = nullptr);

}  // namespace occam::data
