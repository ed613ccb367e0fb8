#pragma once

#include <string>
#include <vector>

#include "occam/data/read_options.h"

namespace occam::cli {

struct FlagGroup;

/// How to read a table: of every command that reads one.
struct ReadFlags {
  data::ReadOptions options;
  std::vector<std::string> given;  ///< the flags, as written
};

/// Declares --na, --not-na, --text-columns, --separator, --decimal, --header and --encoding.
/// Values that cannot be throw UsageError while they are parsed.
void declare_reading(FlagGroup group, ReadFlags& flags);

}  // namespace occam::cli
