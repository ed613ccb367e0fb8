#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/examples.h"
#include "cli/judgement.h"
#include "cli/settings.h"
#include "occam/base/warnings.h"
#include "occam/callbacks/history.h"
#include "occam/models/sequential.h"

namespace occam::cli {

/// What a run has reached.
struct Reached {
  Judgement judgement;
  double loss = 0.0;  ///< of the test rows, penalty included; of an ensemble the members' mean
  double penalty = 0.0;
  std::int64_t zeros = 0, weights = 0;    ///< of the kernels
  std::int64_t parameters = 0;            ///< all numbers that training changes
  std::vector<std::int64_t> epochs;       ///< that ran, of each network
  std::vector<std::int64_t> best_epochs;  ///< of each, from 1; 0: none was looked for
  bool stopped_early = false;             ///< all of them
  bool interrupted = false;
  std::int64_t patience = 0;

  double zero_share() const {
    return weights == 0 ? 0.0 : static_cast<double>(zeros) / static_cast<double>(weights);
  }
  /// "completed", "early stopping" or "interrupted".
  std::string reason() const;
};

/// models: one, or the members of an ensemble; histories: in the same order.
Reached measure(std::vector<Sequential>& models, const TrainFlags& flags, const Examples& examples,
                const Settings& settings, const std::vector<History>& histories, bool interrupted);

/// `test accuracy 0.9649 (baseline 0.6316); stopped after epoch 43: ...; penalty 0.0123; ...`.
std::string closing_line(const Reached& reached, const data::Target& target);

/// What every result of --json begins with: versions, task, data, settings.
nlohmann::ordered_json json_head(const Examples& examples, const Settings& settings);
/// What every one ends with: warnings and time.
void add_run(nlohmann::ordered_json& json, const std::vector<Warning>& warnings, double seconds);
/// One line on standard output.
void print_json(const nlohmann::ordered_json& json);

/// The object of --json; docs/cli.md describes it.
nlohmann::ordered_json result_json(const Reached& reached, const Examples& examples,
                                   const Settings& settings, const History& history,
                                   const std::vector<Warning>& warnings, double seconds);

}  // namespace occam::cli
