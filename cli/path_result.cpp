#include "cli/path_result.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "cli/aligned.h"
#include "cli/arguments.h"
#include "occam/base/quoted.h"

namespace occam::cli {
namespace {

std::string mark_of(const PathResult& result, std::size_t lambda) {
  std::string mark;
  if (lambda == result.own.choice.best) mark = "min";
  if (lambda == result.own.choice.one_se) mark += mark.empty() ? "1se" : ", 1se";
  return mark;
}

std::vector<std::string> cells_of(const PathResult& result, std::size_t lambda,
                                  std::int64_t features) {
  const selection::Outcome& all = result.own.path.outcomes[0][lambda];
  const double value = result.own.path.lambdas[lambda];
  return {value == 0 ? "0" : fmt::format("{:.4g}", value),
          score_text(result.own.curve, lambda),
          fmt::format("{:.1f} %", 100 * result.zero_shares[lambda]),
          fmt::format("{} of {}", all.support.inputs.size(), features),
          std::to_string(all.support.units),
          std::to_string(all.support.parameters),
          std::to_string(all.epochs),
          mark_of(result, lambda)};
}

/// "l1 0.01, log_loss 0.1 +- 0.02, 5 of 13 inputs, 60 parameters".
std::string network_text(const PathResult& result, const ScoredPath& scored, std::size_t place,
                         std::int64_t features) {
  const selection::Support& support = scored.path.outcomes[0][place].support;
  return fmt::format("{} {:.4g}, {} {}, {} of {} inputs, {} parameters", scored.path.hyper,
                     scored.path.lambdas[place], result.measure->name,
                     score_text(scored.curve, place), support.inputs.size(), features,
                     support.parameters);
}

/// Why there were two paths, what the other one has, and why the answer is not of it.
std::vector<std::string> two_paths_lines(const PathResult& result, std::int64_t features) {
  const ScoredPath& other = *result.other;
  const ScoredPath& plain = result.own.adaptive ? other : result.own;
  std::vector<std::string> lines = {fmt::format(
      "two paths: in the best network of the first ({}) each input has a reach; in the second its "
      "weights cost {} / reach^2, so that inputs that say little fall out (--no-adaptive: the "
      "first alone)",
      network_text(result, plain, result.pilot, features), result.own.path.hyper)};
  std::string why;
  if (!result.other_may_answer) {
    why = "only the second is relaxed";
  } else if (result.chosen == result.own.choice.best && result.chosen != result.own.choice.one_se) {
    why = fmt::format("the other's best network is {}",
                      network_text(result, other, other.choice.best, features));
  } else if (other.choice.one_se) {
    why = fmt::format("the other's simplest within a standard error of the best of both is {}",
                      network_text(result, other, *other.choice.one_se, features));
  } else {
    why = fmt::format(
        "the other has no network within a standard error of the best of both, its best is {}",
        network_text(result, other, other.choice.best, features));
  }
  lines.push_back(fmt::format("the answer is of the {}, above: {}",
                              result.own.adaptive ? "second" : "first", why));
  return lines;
}

std::string stability_line(const selection::Stability& stability, const std::string& hyper,
                           const Examples& all) {
  std::vector<std::string> texts;
  for (const ColumnShare& column : columns_with(all, stability.most)) {
    if (column.share < stability.threshold) continue;
    texts.push_back(fmt::format("{} {:.0f} %", occam::cleaned(column.name), 100 * column.share));
  }
  return fmt::format(
      "used in {:.0f} % and more of {} halves of the rows, {} from {:.4g} on: {}; at most {:.2g} "
      "features of these are expected by chance",
      100 * stability.threshold, stability.samples, hyper, stability.lambdas[stability.range - 1],
      texts.empty() ? "no column" : join(texts), stability.expected_false());
}

/// The same seen from the other side.
evaluation::Estimate negative(evaluation::Estimate gain) {
  gain.value = -gain.value;
  gain.low = -std::exchange(gain.high, -gain.low);
  return gain;
}

/// The answer behind the question.
std::string why_or_why_not(const PathResult& result) {
  if (result.own.path.outcomes[0][result.chosen].support.inputs.empty()) {
    // As with values of one's own that are all too large.
    if (result.over_unpenalised.high < 0)
      return fmt::format(
          "not decided: {} leaves nothing of the network at {}, and without a penalty it is better "
          "by {} {}. Expected smaller --values",
          result.own.path.hyper, result.own.path.lambdas[result.chosen],
          evaluation::to_text(negative(result.over_unpenalised)), result.measure->name);
    const std::vector<std::string>& baselines = result.judged.baselines;
    const std::string& simplest = result.judged.judgement.verdict.simplest;
    // Else two constants, one of which may be nearer to these rows.
    if (std::find(baselines.begin() + 1, baselines.end(), simplest) == baselines.end())
      return "no, nothing is to be learnt: the simplest network within noise is a constant";
  }
  return need_of(result.judged);
}

nlohmann::ordered_json largest_json(const selection::Path& path) {
  return path.lambda_max.value > 0 ? nlohmann::ordered_json(path.lambda_max.value)
                                   : nlohmann::ordered_json(nullptr);
}

/// A list of the path's networks, with what those on all rows have kept.
nlohmann::ordered_json networks_json(const ScoredPath& scored, const Examples& all) {
  const selection::Path& path = scored.path;
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < path.lambdas.size(); ++i) {
    const selection::Outcome& own = path.outcomes[0][i];
    nlohmann::ordered_json entry;
    entry["lambda"] = path.lambdas[i];
    entry.update(scores_json(scored.curve, i, scored.scores[i]));
    entry["inputs"] = own.support.inputs.size();
    entry["columns"] = columns_of(all, own.support.inputs);
    entry["units"] = own.support.units;
    entry["parameters"] = own.support.parameters;
    entry["epochs"] = own.epochs;
    entry["best_epoch"] = own.best_epoch < 0 ? nlohmann::ordered_json(nullptr)
                                             : nlohmann::ordered_json(own.best_epoch + 1);
    entry["stop_reason"] = own.stop_reason;
    list.push_back(std::move(entry));
  }
  return list;
}

/// What both paths have alike.
nlohmann::ordered_json scored_json(const ScoredPath& scored, const Examples& all) {
  nlohmann::ordered_json json;
  const std::vector<double>& lambdas = scored.path.lambdas;
  json["lambda_max"] = largest_json(scored.path);
  json["closed_form"] = scored.path.lambda_max.closed_form;
  json["relaxed"] = scored.path.relaxed;
  json["adaptive"] = scored.adaptive;
  json["lambdas"] = networks_json(scored, all);
  json["min"] = lambdas[scored.choice.best];
  json["one_se"] = scored.choice.one_se ? nlohmann::ordered_json(lambdas[*scored.choice.one_se])
                                        : nlohmann::ordered_json(nullptr);
  return json;
}

}  // namespace

Effort effort_of(const PathResult& result) {
  const auto own = [](const selection::Path& path) {
    return Effort{path.stacks, path.trained, path.found, path.short_of_memory};
  };
  Effort effort = own(result.own.path);
  if (!result.other) return effort;
  const Effort other = own(result.other->path);
  effort.stacks += other.stacks;
  effort.trained += other.trained;
  effort.found += other.found;
  effort.short_of_memory = effort.short_of_memory || other.short_of_memory;
  return effort;
}

std::vector<ColumnShare> columns_with(const Examples& examples,
                                      const std::vector<double>& features) {
  std::vector<ColumnShare> columns;
  std::size_t at = 0;
  for (const data::FeatureColumn& feature : examples.table.encoder.features) {
    // Parts of one column follow each other: a date's, or whether its cell is missing.
    if (columns.empty() || columns.back().name != feature.name) columns.push_back({feature.name});
    for (std::int64_t i = 0; i < feature.width(); ++i, ++at)
      columns.back().share = std::max(columns.back().share, features[at]);
  }
  return columns;
}

std::vector<std::string> columns_of(const Examples& examples,
                                    const std::vector<std::int64_t>& features) {
  std::vector<double> used(static_cast<std::size_t>(examples.train.x.shape().back()));
  for (const std::int64_t feature : features) used[static_cast<std::size_t>(feature)] = 1;
  std::vector<std::string> names;
  for (const ColumnShare& column : columns_with(examples, used)) {
    if (column.share > 0) names.push_back(column.name);
  }
  return names;
}

std::string answer(const PathResult& result) {
  return "is a network needed? " + why_or_why_not(result);
}

std::vector<std::string> path_lines(const PathResult& result, const Examples& all) {
  const std::int64_t features = all.train.x.shape().back();
  std::vector<std::vector<std::string>> rows = {
      {result.own.path.hyper, std::string(result.measure->name) + " +- se", "zeros", "inputs",
       "units", "parameters", "epochs", ""}};
  for (std::size_t i = 0; i < result.own.path.lambdas.size(); ++i)
    rows.push_back(cells_of(result, i, features));
  std::vector<std::string> lines = aligned(rows, {0, 1, 2, 3, 4, 5, 6});
  if (result.other) {
    for (std::string& line : two_paths_lines(result, features)) lines.push_back(std::move(line));
  }
  for (std::string& line : baseline_lines(result.judged)) lines.push_back(std::move(line));
  const std::vector<std::string> used =
      columns_of(all, result.own.path.outcomes[0][result.chosen].support.inputs);
  std::vector<std::string> names;
  for (const std::string& name : used) names.push_back(occam::cleaned(name));
  lines.push_back(
      names.empty()
          ? "the chosen network uses no column: it is a constant"
          : fmt::format(
                "the chosen network uses {} of {} columns: {}", names.size(),
                columns_with(all, std::vector<double>(static_cast<std::size_t>(features))).size(),
                join(names)));
  if (result.stability)
    lines.push_back(stability_line(*result.stability, result.own.path.hyper, all));
  return lines;
}

nlohmann::ordered_json json_of(const PathResult& result, const Examples& all) {
  const selection::Path& path = result.own.path;
  nlohmann::ordered_json json;
  json["hyper"] = path.hyper;
  json["measure"] = result.measure->name;
  for (const double rows : result.test_rows)
    json["test_rows"].push_back(static_cast<std::int64_t>(rows));
  json.update(scored_json(result.own, all));
  for (std::size_t i = 0; i < path.lambdas.size(); ++i)
    json["lambdas"][i]["zero_share"] = result.zero_shares[i];
  json["chosen"] = path.lambdas[result.chosen];
  json["columns"] = columns_of(all, path.outcomes[0][result.chosen].support.inputs);
  if (result.other) json["other"] = scored_json(*result.other, all);
  json["baselines"] = baselines_json(result.judged);
  json["gain_over_unpenalised"] = json_of(result.over_unpenalised);
  add_judgement(json["pooled"], result.judged.judgement);
  json["answer"] = answer(result);
  const Effort effort = effort_of(result);
  json["stacks"] = effort.stacks;
  json["trained"] = effort.trained;
  json["found"] = effort.found;
  if (!result.stability) return json;
  nlohmann::ordered_json& stability = json["stability"];
  stability["samples"] = result.stability->samples;
  for (const ColumnShare& column : columns_with(all, result.stability->most))
    stability["columns"][column.name] = column.share;
  stability["lambda"] = result.stability->lambdas[result.stability->range - 1];
  stability["stable"] = columns_of(all, result.stability->stable());
  stability["threshold"] = result.stability->threshold;
  stability["selected"] = result.stability->selected;
  stability["expected_false"] = result.stability->expected_false();
  return json;
}

}  // namespace occam::cli
