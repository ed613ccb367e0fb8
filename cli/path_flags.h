#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/fold_flags.h"
#include "cli/train_flags.h"

namespace occam::cli {

constexpr std::int64_t kUsualLambdas = 20;

/// What was asked for with `occam path`.
struct PathFlags {
  TrainFlags train;  ///< table, network, training, output; its folds are the path's
  std::string over;  ///< the penalty's number that changes; empty: the first that makes zeros
  std::optional<std::int64_t> lambdas;  ///< empty: kUsualLambdas
  std::vector<double> values;           ///< instead of lambdas; none: they are found
  std::optional<double> ratio;
  bool warm = false;
  bool relaxed = false;
  std::optional<bool> adaptive;  ///< none: where it can be
  std::string why_plain;         ///< why it cannot; empty: it can, or was not asked for
  FoldChoice choice = FoldChoice::kOneStandardError;
  std::int64_t stability = 0;  ///< half-samples; 0: none
  std::int64_t stack = 64;     ///< networks that train together at most
  std::string checkpoint;      ///< file of what is trained; empty: none
  bool resume = false;
};

/// Declares the arguments of `occam path` so that parsing fills `flags`.
void declare(CLI::App& command, PathFlags& flags);

void take_operand(PathFlags& flags, const std::string& operand);

/// Fills in what is usual for a path and was not given, and throws UsageError for flags that
/// contradict each other. Before any data is read.
void check(PathFlags& flags);

}  // namespace occam::cli
