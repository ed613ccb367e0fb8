#pragma once

#include <vector>

#include "occam/data/missing_texts.h"
#include "occam/data/read_options.h"
#include "occam/data/table.h"

namespace occam::data {

/// The columns, but each of texts of two or three numbers ("120/80", "52.1, 13.4") as so many of
/// numbers: "bp (1)", "bp (2)", with ColumnReading::part. A column is one of those where
/// - more than kFewCategories different texts and nine of ten cells have the same pattern
///   (NumberList); other texts then count as missing, but of 30 texts or fewer none may be another;
/// - they are no codes: all of one width and long ("555-1234"), ascending from row to row
///   ("2021-1", "2021-2"), fractions ("3/4"), or named as an identifier;
/// - it is neither in text_columns nor in whole_columns, and its names are free.
/// Of a known form (ReadOptions::forms) it is one where a cell has the pattern.
std::vector<Column> with_parts(std::vector<Column> columns, const MissingTexts& missing,
                               const ReadOptions& options);

}  // namespace occam::data
