#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/table_flags.h"
#include "occam/data/table.h"
#include "occam/data/table_profile.h"
#include "occam/data/target.h"

namespace occam::cli {

/// A table with what was found about it and decided.
struct ProfiledTable {
  data::Table table;
  std::optional<data::Target> target;  ///< empty without --target, and with a target fault
  data::TableProfile profile;
  std::vector<std::int64_t> rows;   ///< to train, watch and test with
  std::vector<std::string> faults;  ///< why it cannot be trained on, all of them
};

/// Reads and looks at the table; target and rows only where --target is given. Throws UsageError
/// for names of no column, FileError for the file.
ProfiledTable profile_table(const std::string& path, const TableFlags& flags);

}  // namespace occam::cli
