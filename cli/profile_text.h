#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/profiled_table.h"

namespace occam::cli {

/// A line a column under a line of headings: name, role, type, missing cells, different values, an
/// example and what becomes of it. Of more columns than `most`, runs of like ones share a line;
/// what is still beyond `most` lines is counted.
std::vector<std::string> column_lines(const ProfiledTable& profiled, const TableFlags& flags,
                                      std::size_t most);

/// What else there is to tell, a sentence each with the flag that overrules a decision: what
/// reading guessed, cells and rows that are missing, and the notices of the profile, like ones
/// folded.
std::vector<std::string> profile_notes(const ProfiledTable& profiled, const TableFlags& flags);

/// One notice alone.
std::string text_of(const data::Notice& notice, const ProfiledTable& profiled);

/// "columns" and "notices" of the result of --json.
void add_profile(nlohmann::ordered_json& json, const ProfiledTable& profiled,
                 const TableFlags& flags);

}  // namespace occam::cli
