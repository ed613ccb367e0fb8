#pragma once

#include <string>
#include <vector>

#include "cli/profiled_table.h"
#include "cli/read_flags.h"
#include "cli/table_flags.h"

namespace occam::cli {

/// Notes on flags of reading that change nothing, or that the file speaks against: what was asked
/// for and does not happen. A flag that says what would be anyway is no matter.
std::vector<std::string> reading_flag_notes(const data::Table& table, const ReadFlags& flags);

/// The same of all flags of a table.
std::vector<std::string> table_flag_notes(const ProfiledTable& profiled, const TableFlags& flags);

}  // namespace occam::cli
