#pragma once

#include <span>
#include <string>
#include <vector>

#include "occam/data/input_file.h"
#include "occam/data/read_options.h"
#include "occam/data/table.h"

namespace occam::data {

/// Reads rows of text: CSV (RFC 4180) and its kin, also compressed; `paths` are read one below the
/// other and have the same columns. `read_table` calls it for every file that is not of numbers.
///
/// Cells may be quoted, hold separators, newlines and doubled quotes; lines end with LF, CRLF or
/// CR, the last one may lack its end; a byte order mark is skipped, as are blank lines, a line
/// "sep=;", repeated headers, and empty rows and nameless empty columns at the end. Spaces around a
/// cell are not part of it.
///
/// Rows that lack their last cells are filled up where it is clear that it is those (ShortRows).
///
/// Errors: FileError with all other rows of more or fewer cells than the header, numbers beyond
/// float64, equal column names; or the first NUL byte, broken character or unclosed quote; no rows.
Table read_csv(std::span<const std::string> paths, const ReadOptions& options = {});
Table read_csv(const std::string& path, const ReadOptions& options = {});
/// The same of files that are open, of which nothing was read.
Table read_csv(std::vector<InputFile> opened, std::span<const std::string> paths,
               const ReadOptions& options);

}  // namespace occam::data
