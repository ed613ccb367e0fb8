#pragma once

#include <string>
#include <vector>

#include "occam/data/read_options.h"
#include "occam/data/table.h"

namespace occam::cli {

struct FlagGroup;

/// How to read a table: of every command that reads one.
struct ReadFlags {
  data::ReadOptions options;
  std::vector<std::string> given;       ///< the flags, as written
  std::vector<std::string> more_files;  ///< whose rows come below those of the first, in this order
};

/// Takes DATA of the command line: the first operand into `data`, further ones into `flags`.
void take_data(const std::string& operand, std::string& data, ReadFlags& flags);

/// The table of the file `data` and further ones, read as the flags say. Throws FileError,
/// OutOfMemory, InvalidArgument.
data::Table read_data(const std::string& data, const ReadFlags& flags);

/// Declares --na, --not-na, --text-columns, --separator, --decimal, --header and --encoding.
/// Values that cannot be throw UsageError while they are parsed.
void declare_reading(FlagGroup group, ReadFlags& flags);

}  // namespace occam::cli
