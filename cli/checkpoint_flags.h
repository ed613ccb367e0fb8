#pragma once

#include <optional>
#include <string>

namespace occam::cli {

struct FlagGroup;

/// The file that an interrupted run goes on from.
struct CheckpointFlags {
  std::string path;             ///< empty: none is kept
  std::optional<double> every;  ///< seconds
  bool resume = false;
};

void declare(FlagGroup group, CheckpointFlags& flags);

}  // namespace occam::cli
