#pragma once

#include <string>

#include "cli/table_flags.h"

namespace CLI {
class App;
}

namespace occam::cli {

/// What was asked for with `occam data`.
struct DataFlags {
  std::string data;  ///< a table's file, or "-"
  TableFlags table;
  bool quiet = false, json = false;
};

/// Declares the arguments of `occam data` so that parsing fills `flags`.
void declare(CLI::App& command, DataFlags& flags);

void take_operand(DataFlags& flags, const std::string& operand);

/// `occam data`: tells what a table's columns are taken for and what should be known about them.
/// Returns kBadData, after telling all else, when it cannot be trained on as asked.
int tell_data(DataFlags& flags);

}  // namespace occam::cli
