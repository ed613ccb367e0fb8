#pragma once

#include <string>
#include <vector>

#include "cli/examples.h"
#include "cli/networks.h"
#include "cli/settings.h"
#include "cli/train_flags.h"
#include "occam/selection/grid.h"

namespace occam::cli {

/// A network for all rows and behind it one for each fold, before training.
struct FoldNetworks {
  std::vector<Networks> networks = {};
  std::vector<selection::Part> parts = {};  ///< all rows without a test, but with weights to keep
  Settings settings = {};                   ///< of all rows, with the loss that was chosen
};

/// Where these flags' penalty is.
enum class PenalisedKernels {
  kAsTrained,  ///< as occam train has it
  kAll,        ///< on the output's kernel as on the hidden ones
};

/// examples: of load_all_and_folds(); they must stay where they are. Networks come to rest by the
/// loss with its penalty, whatever the metric that chooses among them. Nothing is told while they
/// train.
FoldNetworks fold_networks(const std::vector<Examples>& examples, const TrainFlags& flags,
                           PenalisedKernels penalised);

/// Shares of right decisions of small folds have steps: of classes log_loss chooses, unless a
/// metric is given. Throws UsageError for flags that the target does not go with.
void choose_metric(TrainFlags& flags, const data::Target& target);

/// "data: 114 training and 28 validation rows of 13 features, 5 folds; 3 classes of 'cultivator'".
std::string fold_data_line(const std::vector<Examples>& examples);

/// Writes the network that all rows have trained to the file of --save, if there is one, without
/// what its zeros have put out of work, and tells so. outcome: of the first part.
void save_chosen(const TrainFlags& flags, const Examples& all, const FoldNetworks& made,
                 const selection::Setting& setting, const selection::Outcome& outcome);

}  // namespace occam::cli
