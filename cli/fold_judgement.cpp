#include "cli/fold_judgement.h"

#include <fmt/format.h>

#include <cmath>

#include "cli/aligned.h"
#include "occam/evaluation/fold_scores.h"

namespace occam::cli {
namespace {

double score_of(const evaluation::Measure& measure, const evaluation::Predictions& predictions) {
  return measure.value(predictions).value_or(std::nan(""));
}

data::Dataset with_features(const data::Dataset& rows, const std::vector<std::int64_t>& features) {
  std::vector<float> x;
  const std::int64_t all = rows.x.shape()[1];
  for (std::int64_t r = 0; r < rows.rows(); ++r) {
    for (const std::int64_t feature : features)
      x.push_back(static_cast<float>(rows.x.at(r * all + feature)));
  }
  return {.x = Array({rows.rows(), static_cast<std::int64_t>(features.size())}, x), .y = rows.y};
}

/// The linear model on what the network uses, beside which it has to show that it is needed: being
/// sparse alone is no network.
evaluation::Contender linear_on_its_columns(const TrainFlags& flags, const Examples& examples,
                                            const std::vector<std::int64_t>& features,
                                            const Contest& contest) {
  const auto& contenders = contest.contenders;
  evaluation::Contender own = contenders.front();
  if (!features.empty()) {
    own = evaluation::fit_baselines(with_features(examples.train, features),
                                    with_features(examples.test, features),
                                    baseline_options(flags, examples))
              .back()
              .contender;
  }
  own.name = contenders[contenders.size() - 2].name + " on the network's columns";
  return own;
}

}  // namespace

FoldJudgement judge_folds(const TrainFlags& flags, const std::vector<Examples>& examples,
                          const FoldOutcomes& outcomes) {
  const data::Target& target = examples[0].target;
  const evaluation::Measure& measure = *measures_for(flags, target).front();
  FoldJudgement judged;
  std::vector<std::vector<evaluation::Contender>> folds;
  std::vector<std::string> notes;
  std::vector<double> rows;
  for (std::size_t f = 1; f < examples.size(); ++f) {
    const selection::Outcome& outcome = outcomes(f);
    Contest own = contest(flags, examples[f], outcome.outputs);
    add_new(own.notes, notes);
    own.contenders.insert(own.contenders.end() - 1,
                          linear_on_its_columns(flags, examples[f], outcome.support.inputs, own));
    rows.push_back(static_cast<double>(examples[f].test.rows()));
    for (std::size_t b = 0; b + 1 < own.contenders.size(); ++b) {
      if (f == 1) {
        judged.baselines.push_back(own.contenders[b].name);
        judged.scores.emplace_back();
      }
      judged.scores[b].push_back(score_of(measure, own.contenders[b].predictions));
    }
    judged.network.push_back(own.contenders.back().predictions);
    folds.push_back(std::move(own.contenders));
  }
  judged.curve = selection::curve_of(judged.scores, rows);
  judged.judgement = judge(flags, target, {.contenders = evaluation::pool(folds), .notes = notes});
  return judged;
}

selection::PartScore part_score(const TrainFlags& flags, const std::vector<Examples>& examples,
                                const evaluation::Measure& measure, std::size_t skipped) {
  return [&flags, &examples, &measure, skipped](std::size_t part, const Array& outputs) {
    return score_of(measure, predictions_of(flags, examples[part + skipped], outputs));
  };
}

std::string need_of(const FoldJudgement& judged) {
  const evaluation::Verdict& verdict = judged.judgement.verdict;
  using enum evaluation::Verdict::Outcome;
  const std::string why = evaluation::to_text(verdict);
  if (verdict.outcome == kBeats) return "yes: " + why;
  if (verdict.outcome == kTooFew || verdict.outcome == kUndefined) return "not decided: " + why;
  if (verdict.simplest == judged.baselines.front()) return "no, nothing is to be learnt: " + why;
  return "no: " + why;
}

std::string score_number(double value) {
  return std::isnan(value) ? "undefined" : fmt::format("{:.4f}", value);
}

std::string score_text(const selection::ScoreCurve& curve, std::size_t at) {
  const std::string mean = score_number(curve.means[at]);
  if (std::isnan(curve.standard_errors[at])) return mean;
  return mean + " +- " + score_number(curve.standard_errors[at]);
}

std::vector<std::string> baseline_lines(const FoldJudgement& judged) {
  std::vector<std::vector<std::string>> rows;
  for (std::size_t b = 0; b < judged.baselines.size(); ++b)
    rows.push_back({judged.baselines[b], score_text(judged.curve, b)});
  return aligned(rows);
}

nlohmann::ordered_json scores_json(const selection::ScoreCurve& curve, std::size_t at,
                                   const std::vector<double>& folds) {
  nlohmann::ordered_json json;
  json["mean"] = number_or_null(curve.means[at]);
  json["standard_error"] = number_or_null(curve.standard_errors[at]);
  for (const double fold : folds) json["folds"].push_back(number_or_null(fold));
  return json;
}

nlohmann::ordered_json baselines_json(const FoldJudgement& judged) {
  nlohmann::ordered_json json;
  for (std::size_t b = 0; b < judged.baselines.size(); ++b)
    json[judged.baselines[b]] = scores_json(judged.curve, b, judged.scores[b]);
  return json;
}

}  // namespace occam::cli
