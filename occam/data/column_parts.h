#pragma once

#include <vector>

#include "occam/data/missing_texts.h"
#include "occam/data/read_options.h"
#include "occam/data/table.h"

namespace occam::data {

/// The columns, but each of texts of several numbers as so many of numbers (number_parts), and each
/// of texts of several labels as one of 0 and 1 a label (label_parts). Columns in text_columns or
/// whole_columns stay one, and so does one whose parts would have another's name. Those of known
/// forms (ReadOptions::forms) are taken apart as these say.
std::vector<Column> with_parts(std::vector<Column> columns, const MissingTexts& missing,
                               const ReadOptions& options);

}  // namespace occam::data
