#include "cli/judgement.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cli/aligned.h"
#include "cli/arguments.h"
#include "occam/base/quoted.h"
#include "occam/evaluation/baselines.h"
#include "occam/evaluation/decision.h"

namespace occam::cli {
namespace {

using evaluation::Contender;
using evaluation::Measure;

constexpr std::string_view kBalanced = "balanced_accuracy";

Measure::Kind kind_of(const data::Target& target) {
  return target.is_classification() ? Measure::Kind::kClasses : Measure::Kind::kNumbers;
}

std::string outcome_text(evaluation::Verdict::Outcome outcome) {
  using Outcome = evaluation::Verdict::Outcome;
  switch (outcome) {
    case Outcome::kBeats:
      return "beats";
    case Outcome::kNoBetter:
      return "no better";
    case Outcome::kWorse:
      return "worse";
    case Outcome::kTooFew:
      return "too few rows";
    case Outcome::kUndefined:
      break;
  }
  return "undefined";
}

void add_confusion(nlohmann::ordered_json& reached, const Judgement& judgement) {
  if (!judgement.confusion) return;
  nlohmann::ordered_json& rows = reached["confusion"] = nlohmann::ordered_json::array();
  for (std::int64_t truth = 0; truth < judgement.confusion->classes; ++truth) {
    nlohmann::ordered_json row = nlohmann::ordered_json::array();
    for (std::int64_t answer = 0; answer < judgement.confusion->classes; ++answer)
      row.push_back(judgement.confusion->at(truth, answer));
    rows.push_back(std::move(row));
  }
}

void add_scores(nlohmann::ordered_json& reached, const Judgement& judgement) {
  nlohmann::ordered_json& measures = reached["measures"];
  for (const evaluation::Scores& scores : judgement.scores) {
    nlohmann::ordered_json& models = measures[std::string(scores.measure->name)];
    for (std::size_t i = 0; i < scores.names.size(); ++i)
      models[scores.names[i]] = json_of(scores.values[i]);
  }
}

}  // namespace

void check_metric(const TrainFlags& flags, const data::Target& target) {
  if (flags.metric.empty()) return;
  if (evaluation::measure(flags.metric).kind == kind_of(target)) return;
  std::vector<std::string> names;
  for (const Measure* measure : evaluation::measures_of(kind_of(target)))
    names.emplace_back(measure->name);
  refuse_value("--metric",
               "one of " + join(names) + ", as " + in_quotes(target.name) + " has " +
                   (target.is_classification() ? "classes" : "numbers"),
               flags.metric);
}

std::vector<const Measure*> measures_for(const TrainFlags& flags, const data::Target& target) {
  std::vector<const Measure*> measures = evaluation::measures_of(kind_of(target));
  // Areas and resamples of ten thousand images take longer than they tell.
  if (flags.is_fashion_mnist()) measures.resize(1);
  if (flags.metric.empty()) return measures;
  const Measure& wanted = evaluation::measure(flags.metric);
  std::erase(measures, &wanted);
  measures.insert(measures.begin(), &wanted);
  return measures;
}

std::vector<double> decision_priors(const TrainFlags& flags, const Examples& examples) {
  if (!examples.target.is_classification() || flags.metric != kBalanced) return {};
  return evaluation::class_priors(labels_of(examples.train),
                                  static_cast<std::int64_t>(examples.target.classes.size()));
}

nlohmann::ordered_json number_or_null(double value) {
  return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
}

nlohmann::ordered_json json_of(const evaluation::Estimate& estimate) {
  return {{"value", number_or_null(estimate.value)},
          {"low", number_or_null(estimate.low)},
          {"high", number_or_null(estimate.high)}};
}

void add_new(const std::vector<std::string>& notes, std::vector<std::string>& all) {
  for (const std::string& note : notes) {
    if (std::find(all.begin(), all.end(), note) == all.end()) all.push_back(note);
  }
}

evaluation::Predictions predictions_of(const TrainFlags& flags, const Examples& examples,
                                       const Array& outputs) {
  const data::Target& target = examples.target;
  if (!target.is_classification())
    return evaluation::number_predictions(examples.test.y, outputs, target.scale, target.mean);
  return evaluation::class_predictions(examples.test.y, outputs,
                                       static_cast<std::int64_t>(target.classes.size()),
                                       decision_priors(flags, examples));
}

evaluation::BaselineOptions baseline_options(const TrainFlags& flags, const Examples& examples) {
  const data::Target& target = examples.target;
  evaluation::BaselineOptions options{
      .scale = target.scale, .shift = target.mean, .seed = flags.seed};
  if (target.is_classification()) {
    options.classes = static_cast<std::int64_t>(target.classes.size());
    options.priors = decision_priors(flags, examples);
  }
  return options;
}

Contest contest(const TrainFlags& flags, const Examples& examples, const Array& outputs) {
  const evaluation::BaselineOptions options = baseline_options(flags, examples);
  Contest contest;
  std::vector<Contender>& contenders = contest.contenders;
  if (flags.is_fashion_mnist()) {
    contenders.push_back(evaluation::constant_baseline(examples.train, examples.test, options));
  } else {
    for (evaluation::Baseline& baseline :
         evaluation::fit_baselines(examples.train, examples.test, options)) {
      if (!baseline.note.empty())
        contest.notes.push_back(baseline.contender.name + ": " + baseline.note);
      contenders.push_back(std::move(baseline.contender));
    }
  }
  contenders.push_back({.name = examples.networks > 1 ? "the ensemble" : "the network",
                        .predictions = predictions_of(flags, examples, outputs)});
  return contest;
}

Judgement judge(const TrainFlags& flags, const data::Target& target, const Contest& contest) {
  Judgement judgement;
  judgement.notes = contest.notes;
  const evaluation::Predictions& own = contest.contenders.back().predictions;
  if (const auto* classes = std::get_if<evaluation::ClassPredictions>(&own))
    judgement.confusion = evaluation::confusion_table(*classes);
  judgement.scores = evaluation::compare(measures_for(flags, target), contest.contenders,
                                         {.seed = flags.seed, .threads = flags.threads});
  judgement.verdict = evaluation::judge(judgement.scores.front());
  return judgement;
}

std::vector<std::string> score_lines(const Judgement& judgement) {
  std::vector<std::string> names = {""};
  names.insert(names.end(), judgement.scores.front().names.begin(),
               judgement.scores.front().names.end());
  std::vector<std::vector<std::string>> rows = {names};
  for (const evaluation::Scores& scores : judgement.scores) {
    std::vector<std::string> cells = {std::string(scores.measure->name)};
    for (const evaluation::Estimate& value : scores.values)
      cells.push_back(std::isfinite(value.value) ? evaluation::to_text(value) : "-");
    rows.push_back(std::move(cells));
  }
  return aligned(rows);
}

std::vector<std::string> confusion_lines(const Judgement& judgement, const data::Target& target) {
  constexpr std::int64_t kMost = 10;
  if (!judgement.confusion || judgement.confusion->classes > kMost) return {};
  std::vector<std::string> names = {"true \\ answered"};
  for (const std::string& name : target.classes) names.push_back(occam::cleaned(name));
  std::vector<std::vector<std::string>> rows = {names};
  std::vector<std::size_t> right;
  for (std::size_t c = 1; c < names.size(); ++c) right.push_back(c);
  for (std::int64_t truth = 0; truth < judgement.confusion->classes; ++truth) {
    std::vector<std::string> cells = {names[static_cast<std::size_t>(truth) + 1]};
    for (std::int64_t answer = 0; answer < judgement.confusion->classes; ++answer)
      cells.push_back(std::to_string(judgement.confusion->at(truth, answer)));
    rows.push_back(std::move(cells));
  }
  return aligned(rows, right);
}

void add_measures(nlohmann::ordered_json& reached, const Judgement& judgement) {
  add_scores(reached, judgement);
  add_confusion(reached, judgement);
}

void add_judgement(nlohmann::ordered_json& reached, const Judgement& judgement) {
  add_scores(reached, judgement);
  reached["verdict"] = {{"measure", judgement.scores.front().measure->name},
                        {"outcome", outcome_text(judgement.verdict.outcome)},
                        {"text", evaluation::to_text(judgement.verdict)}};
  add_confusion(reached, judgement);
}

}  // namespace occam::cli
