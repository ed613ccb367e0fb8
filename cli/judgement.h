#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/examples.h"
#include "cli/train_flags.h"
#include "occam/evaluation/baselines.h"
#include "occam/evaluation/comparison.h"
#include "occam/evaluation/confusion.h"
#include "occam/evaluation/verdict.h"

namespace occam::cli {

/// How good the network is on the test rows, beside simpler models fitted to the same rows.
struct Judgement {
  std::vector<evaluation::Scores>
      scores;  ///< the one of the verdict first; the network last in each
  evaluation::Verdict verdict;
  std::optional<evaluation::ConfusionTable> confusion;  ///< of classes
  std::vector<std::string> notes;
};

/// The simpler models, fitted to the training rows, and last the network, on the test rows.
struct Contest {
  std::vector<evaluation::Contender> contenders;
  std::vector<std::string> notes;
};

/// Numbers for --json, which has no NaN.
nlohmann::ordered_json number_or_null(double value);
nlohmann::ordered_json json_of(const evaluation::Estimate& estimate);

/// Notes that folds have in common once.
void add_new(const std::vector<std::string>& notes, std::vector<std::string>& all);

/// What a network says of the test rows, by its outputs.
evaluation::Predictions predictions_of(const TrainFlags& flags, const Examples& examples,
                                       const Array& outputs);

/// How the simpler models are to be fitted to these examples.
evaluation::BaselineOptions baseline_options(const TrainFlags& flags, const Examples& examples);

/// outputs: what the network says of the test rows. Of images a constant is the only rival.
Contest contest(const TrainFlags& flags, const Examples& examples, const Array& outputs);

/// Throws UsageError for a --metric of the other task.
Judgement judge(const TrainFlags& flags, const data::Target& target, const Contest& contest);

/// All measures of the task, that of the verdict first.
std::vector<const evaluation::Measure*> measures_for(const TrainFlags& flags,
                                                     const data::Target& target);

/// Shares of the classes in training where the class that is answered is chosen by them.
std::vector<double> decision_priors(const TrainFlags& flags, const Examples& examples);

/// Throws UsageError for a --metric that the target does not have.
void check_metric(const TrainFlags& flags, const data::Target& target);

/// A line a measure: each model's value with its interval.
std::vector<std::string> score_lines(const Judgement& judgement);
/// The confusion table, of at most ten classes.
std::vector<std::string> confusion_lines(const Judgement& judgement, const data::Target& target);

/// Adds "measures", and of classes "confusion", to the result of --json.
void add_measures(nlohmann::ordered_json& reached, const Judgement& judgement);
/// The same with "verdict".
void add_judgement(nlohmann::ordered_json& reached, const Judgement& judgement);

}  // namespace occam::cli
