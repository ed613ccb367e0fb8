#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "cli/examples.h"
#include "cli/settings.h"
#include "cli/train_flags.h"
#include "occam/selection/fit_stacked.h"

namespace occam::cli {

/// Networks of a run as they stand before training, and what training leaves behind.
struct Networks {
  std::vector<selection::Fitting> fittings = {};  ///< one, or one a fold that is watched
  Recipe recipe;                                  ///< with the loss that was chosen
  std::shared_ptr<std::string> diverged = std::make_shared<std::string>();  ///< how, or empty
};

/// The networks for these examples: compiled, each with its own seed.
/// The examples must stay where they are. Throws UsageError for a loss that does not fit.
Networks networks_for(const Examples& examples, const Settings& settings, const TrainFlags& flags);

/// All networks of these fittings, which are left without.
std::vector<Sequential> take_models(std::span<selection::Fitting> fittings);

/// Throws UsageError for flags that the target does not go with.
void check_target(const TrainFlags& flags, const data::Target& target);

/// Throws Diverged once one of the networks has.
void refuse_divergence(const Networks& networks);

}  // namespace occam::cli
