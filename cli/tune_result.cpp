#include "cli/tune_result.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "cli/aligned.h"
#include "cli/search_flags.h"

namespace occam::cli {
namespace {

using selection::SearchAxis;
using selection::TrialResult;

constexpr std::size_t kShownTrials = 10;

std::string axis_flag(const TuneFlags& flags, const SearchAxis& axis) {
  if (axis.name == kBatchNorm) return "--batch-norm";
  if (axis.name == over_axis(flags)) return "--over " + flags.over;
  for (const SearchFlag& each : search_flags()) {
    if (each.axis == axis.name) return std::string(each.flag);
  }
  return axis.name;
}

std::string items_text(const SearchAxis& axis) {
  std::string text;
  for (const selection::SearchItem& item : axis.items) {
    text += fmt::format("{}{:g}", text.empty() ? "" : ",", item.low);
    if (item.high != item.low) text += fmt::format(":{:g}", item.high);
  }
  return text;
}

std::string mark_of(const TuneResult& result, std::size_t place) {
  std::string mark;
  if (place == result.standing.choice.best) mark = "min";
  if (place == result.standing.choice.one_se) mark += mark.empty() ? "1se" : ", 1se";
  return mark;
}

std::int64_t most_epochs(const TuneResult& result, const TrialResult& trial) {
  return result.epochs[static_cast<std::size_t>(trial.run.rung)];
}

/// Places in the standing from the best mean on.
std::vector<std::size_t> by_score(const TuneResult& result) {
  std::vector<std::size_t> places(result.standing.places.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  const std::vector<double>& means = result.standing.curve.means;
  std::ranges::stable_sort(places, [&](std::size_t a, std::size_t b) {
    return result.measure->gain(means[a], means[b]) > 0;
  });
  return places;
}

/// The best, and the chosen behind them where it is not one of these.
std::vector<std::size_t> shown_places(const TuneResult& result) {
  std::vector<std::size_t> places = by_score(result);
  places.resize(std::min(places.size(), kShownTrials));
  if (std::ranges::find(places, result.chosen) == places.end()) places.push_back(result.chosen);
  return places;
}

std::string parameters_text(double mean) {
  return mean == static_cast<double>(static_cast<std::int64_t>(mean)) ? fmt::format("{:.0f}", mean)
                                                                      : fmt::format("{:.1f}", mean);
}

nlohmann::ordered_json entry_of(const TuneFlags& flags, const TuneResult& result,
                                std::size_t place) {
  const TrialResult& trial = result.at(place);
  nlohmann::ordered_json entry = {{"trial", trial.run.trial},
                                  {"rung", trial.run.rung},
                                  {"most_epochs", most_epochs(result, trial)}};
  for (const auto& [name, value] : named_values(flags, trial.run.trial))
    entry["values"][name] = value;
  entry.update(scores_json(result.standing.curve, place, trial.scores));
  entry["parameters"] = selection::parameters_of(trial);
  entry["epochs"] = trial.epochs;
  entry["train_flags"] =
      train_command(flags, selection::draw(flags.space, flags.train.seed, trial.run.trial),
                    most_epochs(result, trial));
  return entry;
}

}  // namespace

std::vector<std::pair<std::string, double>> named_values(const TuneFlags& flags,
                                                         std::int64_t trial) {
  selection::DrawnValues values = selection::draw(flags.space, flags.train.seed, trial);
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::string name = axis_flag(flags, flags.space[i]);
    name.erase(0, name.find_last_of(' ') == name.npos ? 2 : name.find_last_of(' ') + 1);
    std::ranges::replace(name, '-', '_');
    values[i].first = std::move(name);
  }
  return values;
}

std::string space_text(const TuneFlags& flags) {
  std::string text;
  for (const SearchAxis& axis : flags.space) {
    const std::string flag = axis_flag(flags, axis);
    const bool over = flag.find(' ') != flag.npos;
    text += fmt::format("{}{}{}{}", text.empty() ? "" : "; ", flag, over ? '=' : ' ',
                        axis.name == kBatchNorm ? "or --no-batch-norm" : items_text(axis));
  }
  return text;
}

std::string work_text(const TuneResult& result, bool resumed) {
  const selection::Tune& tune = result.tune;
  std::string rungs;
  for (std::size_t rung = 0; rung < result.epochs.size(); ++rung) {
    const auto count = std::ranges::count_if(tune.results, [&](const TrialResult& trial) {
      return trial.run.rung == static_cast<std::int64_t>(rung);
    });
    rungs += fmt::format("{}{} for {}", rung == 0 ? "" : ", ", count, result.epochs[rung]);
  }
  const auto diverged =
      std::ranges::count_if(tune.results, [](const TrialResult& trial) { return trial.diverged; });
  std::string text =
      fmt::format("tune: {} trials ({} epochs at most); {} networks trained in {} stack{}",
                  tune.begun, rungs, tune.trained, tune.stacks, tune.stacks == 1 ? "" : "s");
  if (tune.carried > 0)
    text += fmt::format("; {} had stopped early and went on without training", tune.carried);
  if (diverged > 0) text += fmt::format("; {} diverged", diverged);
  if (resumed) text += fmt::format("; {} results taken from the journal", tune.found);
  if (tune.out_of_time) text += "; the time is up";
  return text;
}

std::vector<std::string> tune_lines(const TuneFlags& flags, const TuneResult& result) {
  std::vector<std::string> head = {"trial", "epochs"};
  for (const auto& [name, value] : named_values(flags, 0)) head.push_back(name);
  head.push_back(std::string(result.measure->name) + " +- se");
  head.insert(head.end(), {"parameters", ""});
  std::vector<std::vector<std::string>> rows = {head};
  for (const std::size_t place : shown_places(result)) {
    const TrialResult& trial = result.at(place);
    std::vector<std::string> cells = {std::to_string(trial.run.trial),
                                      std::to_string(most_epochs(result, trial))};
    for (const auto& [name, value] : named_values(flags, trial.run.trial)) {
      cells.push_back(name == kBatchNorm ? (value != 0 ? "yes" : "no")
                                         : fmt::format("{:.4g}", value));
    }
    cells.push_back(score_text(result.standing.curve, place));
    cells.push_back(parameters_text(selection::parameters_of(trial)));
    cells.push_back(mark_of(result, place));
    rows.push_back(std::move(cells));
  }
  std::vector<std::size_t> right(head.size() - 1);
  std::iota(right.begin(), right.end(), std::size_t{0});
  std::vector<std::string> lines = aligned(rows, right);
  for (std::string& line : baseline_lines(result.judged)) lines.push_back(std::move(line));
  const TrialResult& chosen = result.at(result.chosen);
  lines.push_back(fmt::format(
      "the answer is trial {}: {} numbers, trained on all rows for {} epochs; alone: occam train "
      "DATA {}",
      chosen.run.trial, result.refitted.support.parameters, result.refitted.epochs,
      train_command(flags, selection::draw(flags.space, flags.train.seed, chosen.run.trial),
                    most_epochs(result, chosen))));
  lines.push_back("is a network needed? " + need_of(result.judged));
  return lines;
}

nlohmann::ordered_json json_of(const TuneFlags& flags, const TuneResult& result) {
  const selection::Tune& tune = result.tune;
  nlohmann::ordered_json json;
  json["measure"] = result.measure->name;
  for (const SearchAxis& axis : flags.space) {
    std::string name = axis_flag(flags, axis);
    json["space"][name] = items_text(axis);
  }
  json["search"] = flags.halving ? "asha" : "random";
  json["rungs"] = result.epochs;
  json["reduction"] = flags.reduction_factor;
  json["turn"] = flags.turn;
  for (const double rows : tune.weights)
    json["test_rows"].push_back(static_cast<std::int64_t>(rows));
  nlohmann::ordered_json& trials = json["trials"] = nlohmann::ordered_json::array();
  for (const std::size_t place : by_score(result)) trials.push_back(entry_of(flags, result, place));
  json["min"] = result.at(result.standing.choice.best).run.trial;
  json["one_se"] = result.at(result.standing.choice.one_se).run.trial;
  json["chosen"] = entry_of(flags, result, result.chosen);
  json["refitted"] = {{"parameters", result.refitted.support.parameters},
                      {"inputs", result.refitted.support.inputs.size()},
                      {"units", result.refitted.support.units},
                      {"epochs", result.refitted.epochs},
                      {"best_epoch", result.refitted.best_epoch < 0
                                         ? nlohmann::ordered_json(nullptr)
                                         : nlohmann::ordered_json(result.refitted.best_epoch + 1)}};
  json["baselines"] = baselines_json(result.judged);
  add_judgement(json["pooled"], result.judged.judgement);
  json["answer"] = "is a network needed? " + need_of(result.judged);
  json["begun"] = tune.begun;
  json["results"] = tune.results.size();
  json["diverged"] =
      std::ranges::count_if(tune.results, [](const TrialResult& trial) { return trial.diverged; });
  json["out_of_time"] = tune.out_of_time;
  json["stacks"] = tune.stacks;
  json["trained"] = tune.trained;
  json["carried"] = tune.carried;
  json["found"] = tune.found;
  return json;
}

}  // namespace occam::cli
