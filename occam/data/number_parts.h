#pragma once

#include <string>
#include <vector>

#include "occam/data/missing_texts.h"
#include "occam/data/table.h"

namespace occam::data {

/// A column of texts of two or three numbers ("120/80", "52.1, 13.4") as so many of numbers: "bp
/// (1)", "bp (2)", with ColumnReading::part; empty where it is none. It is one where
/// - more than kFewCategories different texts and nine of ten cells have the same pattern
///   (NumberList); other texts then count as missing, but of 30 texts or fewer none may be another;
/// - they are no codes: all of one width and long ("555-1234"), ascending from row to row
///   ("2021-1", "2021-2"), fractions ("3/4"), or named as an identifier.
std::vector<Column> number_parts(const Column& column, const MissingTexts& missing);

/// The same of a known pattern: empty where there are texts and none has it.
std::vector<Column> known_number_parts(const Column& column, const MissingTexts& missing,
                                       const std::string& pattern);

}  // namespace occam::data
