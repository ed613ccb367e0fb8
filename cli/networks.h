#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/examples.h"
#include "cli/settings.h"
#include "cli/train_flags.h"
#include "occam/selection/fit_stacked.h"

namespace occam::cli {

/// Networks of a run as they stand before training, and what training leaves behind.
struct Networks {
  selection::Fitting fitting = {};
  Recipe recipe;  ///< with the loss that was chosen
  std::shared_ptr<std::string> diverged = std::make_shared<std::string>();  ///< how, or empty
};

/// The networks for these examples: as many as --ensemble says, compiled, each with its own seed.
/// The examples must stay where they are. Throws UsageError for a loss that does not fit.
Networks networks_for(const Examples& examples, const Settings& settings, const TrainFlags& flags);

/// Throws UsageError for flags that the target does not go with.
void check_target(const TrainFlags& flags, const data::Target& target);

/// Throws Diverged once one of the networks has.
void refuse_divergence(const Networks& networks);

}  // namespace occam::cli
