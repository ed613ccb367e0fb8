#pragma once

#include <string>
#include <vector>

#include "cli/train_flags.h"

namespace occam::cli {

struct FlagGroup;

/// Which of the networks that a command tries is the answer.
enum class FoldChoice { kOneStandardError, kBest };

/// What `occam path` and `occam tune` have in common: they train networks on the folds of a
/// cross-validation and on all rows of a table, and choose one.

/// --folds; `flags.folds` begins at its default.
void declare_folds(FlagGroup group, TrainFlags& flags);
/// --choose. chosen: "the sparsest network", of those within one standard error of the best.
void declare_choice(FlagGroup group, const std::string& chosen, FoldChoice& choice);
/// --save, --quiet and --json.
void declare_fold_output(FlagGroup group, TrainFlags& flags);

/// Throws UsageError for no table, images and more than one network; else sets one network.
void check_fold_table(TrainFlags& flags, const std::string& command);

/// Networks to be compared are to have come to rest: of the simple recipe, which is the default,
/// the epochs and the patience of the early stop that were not given are longer than in training.
void train_to_rest(TrainFlags& flags);

/// Throws UsageError or WriteError for a file of `flag` that cannot be meant or written.
void check_kept_file(const TrainFlags& flags, const std::string& flag, const std::string& file);

/// The arguments of a penalty that are numbers.
std::vector<std::string> numbers_of(const Regularizer& penalty);

/// Throws UsageError: "--values: why".
[[noreturn]] void refuse_flag(const std::string& flag, const std::string& why);

}  // namespace occam::cli
