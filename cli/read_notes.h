#pragma once

#include <string>
#include <vector>

#include "occam/data/table.h"

namespace occam::cli {

/// What was guessed or left out while reading, a sentence each, with the flag that overrules it:
/// about the file, then about its columns, equal ones folded. Empty where nothing was.
std::vector<std::string> reading_notes(const data::Table& table);

/// How the cells of a column were taken, for a list of columns: "number", "number (money in $)",
/// "date (day first)", "text".
std::string type_text(const data::Column& column);

}  // namespace occam::cli
