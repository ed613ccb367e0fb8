#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/examples.h"
#include "cli/fold_judgement.h"
#include "cli/tune_flags.h"
#include "occam/selection/tune.h"

namespace occam::cli {

/// A search, and the network that is its answer.
struct TuneResult {
  selection::Tune tune;
  std::vector<std::int64_t> epochs = {};         ///< at most, of each rung
  const evaluation::Measure* measure = nullptr;  ///< by which it is chosen
  selection::Standing standing = {};
  std::size_t chosen = 0;            ///< in the standing
  selection::Outcome refitted = {};  ///< of the chosen values on all rows
  FoldJudgement judged = {};         ///< the chosen network beside the baselines

  /// The result of a place of the standing.
  const selection::TrialResult& at(std::size_t place) const {
    return tune.results[standing.places[place]];
  }
};

/// The values of a trial, named as the flags are.
std::vector<std::pair<std::string, double>> named_values(const TuneFlags& flags,
                                                         std::int64_t trial);

/// What was searched: "--width 16,32,64; --depth 1:3; ...".
std::string space_text(const TuneFlags& flags);

/// "tune: 64 trials, 92 results ...".
std::string work_text(const TuneResult& result, bool resumed);

/// The table of the best trials, the baselines, the answer.
std::vector<std::string> tune_lines(const TuneFlags& flags, const TuneResult& result);

/// "tune" of the result of --json.
nlohmann::ordered_json json_of(const TuneFlags& flags, const TuneResult& result);

}  // namespace occam::cli
