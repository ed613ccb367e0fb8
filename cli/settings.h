#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/train_flags.h"
#include "occam/models/recipe.h"

namespace occam::cli {

/// What a run does: what the flags said, else the defaults of the kind of data.
struct Settings {
  Recipe recipe;
  std::uint64_t seed = 0;
  std::vector<std::string> notes = {};  ///< flags that change nothing
};

/// Throws UsageError for flags that contradict each other or have no effect. Of a table before its
/// rows are known: shares of the rows and the seed are final.
Settings settings_of(const TrainFlags& flags);
/// The same once the recipe can be chosen by the target and the training rows. features: of an
/// encoded row.
Settings settings_of(const TrainFlags& flags, const data::Target& target,
                     const TrainingFacts& facts, std::int64_t features);

/// A learning rate to propose after training diverged with this one: "--learning-rate 0.001"; empty
/// where the optimizer has none that is a number.
std::string smaller_step(const Optimizer& optimizer);

/// "784 -> 512 -> 512 -> 10, batch normalization, dropout 0.5, penalty l1_l2:l2=0.0001".
std::string describe(const Recipe& recipe, const data::Target& target, std::int64_t inputs);

}  // namespace occam::cli
