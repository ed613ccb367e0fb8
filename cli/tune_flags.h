#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/fold_flags.h"
#include "cli/train_flags.h"
#include "occam/selection/search_space.h"

namespace occam::cli {

/// What was asked for with `occam tune`.
struct TuneFlags {
  TrainFlags train;  ///< table, training, output and what is fixed; its folds are the search's
  std::map<std::string, std::vector<selection::SearchItem>> given;  ///< by flag: values to search
  std::string over;              ///< the number of --kernel-regularizer that is searched
  std::optional<double> budget;  ///< seconds
  std::optional<std::int64_t> trials;
  bool halving = true;
  std::vector<std::string> for_asha;  ///< flags given that are of halving alone
  std::int64_t rungs = 4, reduction_factor = 3, turn = 32;
  FoldChoice choice = FoldChoice::kOneStandardError;
  std::int64_t stack = 64;  ///< networks that train together at most
  std::string journal;      ///< file; empty: none
  bool resume = false;

  /// What is searched; check() makes it of the flags. What is not is fixed in `train`, where a
  /// number that is searched has any value.
  std::vector<selection::SearchAxis> space = {};
};

/// Declares the arguments of `occam tune` so that parsing fills `flags`.
void declare(CLI::App& command, TuneFlags& flags);

void take_operand(TuneFlags& flags, const std::string& operand);

/// Completes the flags, and throws UsageError for those that contradict each other. Before any data
/// is read.
void check(TuneFlags& flags);

/// The axis of --over; empty without.
std::string over_axis(const TuneFlags& flags);

/// Epochs at most of each rung: shares 1, 1/factor, 1/factor^2 ... of `most`, rising.
std::vector<std::int64_t> rung_epochs(const TuneFlags& flags, std::int64_t most);

/// The flags of occam train for a network with these values, some or all of the space's.
TrainFlags with_values(const TuneFlags& flags, const selection::DrawnValues& values,
                       std::int64_t epochs);

/// The command that trains such a network alone on the same folds, without DATA and its flags.
std::string train_command(const TuneFlags& flags, const selection::DrawnValues& values,
                          std::int64_t epochs);

}  // namespace occam::cli
