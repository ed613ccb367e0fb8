#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/examples.h"
#include "cli/judgement.h"
#include "cli/train_flags.h"
#include "occam/selection/choose.h"
#include "occam/selection/grid.h"

namespace occam::cli {

/// A chosen network beside simpler models on the folds of a cross-validation.
struct FoldJudgement {
  std::vector<std::string> baselines = {};            ///< names, a constant first
  std::vector<std::vector<double>> scores = {};       ///< (baseline, fold)
  selection::ScoreCurve curve = {};                   ///< of the baselines
  Judgement judgement = {};                           ///< of all folds' test rows together
  std::vector<evaluation::Predictions> network = {};  ///< of each fold
};

/// What became of the chosen network on a fold; folds count from 1 as in `examples`.
using FoldOutcomes = std::function<const selection::Outcome&(std::size_t fold)>;

/// examples: of load_all_and_folds(). By the first of measures_for(). Behind the baselines stands
/// the linear model on what the network uses: being sparse alone is no network.
FoldJudgement judge_folds(const TrainFlags& flags, const std::vector<Examples>& examples,
                          const FoldOutcomes& outcomes);

/// Scores by this measure of the outputs of a part, counted as in `examples` less `skipped`.
selection::PartScore part_score(const TrainFlags& flags, const std::vector<Examples>& examples,
                                const evaluation::Measure& measure, std::size_t skipped = 0);

/// "yes: ...", "no: ..., "not decided: ...": whether the network is needed beside the baselines.
std::string need_of(const FoldJudgement& judged);

/// "0.9649", or "undefined".
std::string score_number(double value);
/// "0.9649 +- 0.0123": mean and standard error.
std::string score_text(const selection::ScoreCurve& curve, std::size_t at);
/// A line a baseline: its name and score.
std::vector<std::string> baseline_lines(const FoldJudgement& judged);

nlohmann::ordered_json scores_json(const selection::ScoreCurve& curve, std::size_t at,
                                   const std::vector<double>& folds);
/// "baselines" of the result of --json.
nlohmann::ordered_json baselines_json(const FoldJudgement& judged);

}  // namespace occam::cli
