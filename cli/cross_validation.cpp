#include "cli/cross_validation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <iterator>
#include <span>
#include <utility>

#include "cli/aligned.h"
#include "cli/callbacks.h"
#include "cli/examples.h"
#include "cli/exit_codes.h"
#include "cli/judgement.h"
#include "cli/networks.h"
#include "cli/report.h"
#include "cli/settings.h"
#include "occam/evaluation/fold_scores.h"
#include "occam/models/table_model.h"

namespace occam::cli {
namespace {

using evaluation::FoldScores;

/// "341", or "340 to 342" where folds differ.
template <class Count>
std::string range_of(const std::vector<Examples>& folds, Count count) {
  std::int64_t least = count(folds[0]), most = least;
  for (const Examples& fold : folds) {
    least = std::min(least, count(fold));
    most = std::max(most, count(fold));
  }
  return least == most ? std::to_string(least) : fmt::format("{} to {}", least, most);
}

std::string data_line(const std::vector<Examples>& folds) {
  return fmt::format(
      "data: {} folds of {} training, {} validation, {} test rows and {} features; {}",
      folds.size(), range_of(folds, [](const Examples& fold) { return fold.train.rows(); }),
      range_of(folds, [](const Examples& fold) { return fold.validation.rows(); }),
      range_of(folds, [](const Examples& fold) { return fold.test.rows(); }),
      range_of(folds, [](const Examples& fold) { return fold.train.x.shape().tail().size(); }),
      target_text(folds[0].target));
}

/// How the folds were trained: all as one stack, or why not. begin: the first fitting of each fold.
std::string stacks_line(const selection::StackedFits& fits, const std::vector<std::size_t>& begin) {
  if (fits.short_of_memory)
    return "folds: memory is too small for all together; trained in several stacks";
  if (fits.stacks.size() == 1)
    return fmt::format("folds: all {} trained together, as one stack", begin.size());
  std::string text = fmt::format(
      "folds: trained in {} stacks, one after the other, as they differ "
      "in {}:",
      fits.stacks.size(), fits.difference);
  for (std::size_t s = 0; s < fits.stacks.size(); ++s) {
    text += s == 0 ? " " : "; ";
    std::size_t last = 0;
    for (const std::size_t fitting : fits.stacks[s]) {
      const auto fold =
          static_cast<std::size_t>(std::ranges::upper_bound(begin, fitting) - begin.begin());
      if (fold != last) text += fmt::format("{}{}", last == 0 ? "" : " ", fold);
      last = fold;
    }
  }
  return text;
}

std::string number_text(double value, bool share) {
  if (std::isnan(value)) return "undefined";
  return share ? fmt::format("{:.4f}", value) : fmt::format("{:.4g}", value);
}

/// "0.9649 +- 0.0123".
std::string spread_text(const FoldScores& scores, std::size_t contender, bool share) {
  const double deviation = scores.deviation(contender);
  const std::string mean = number_text(scores.mean(contender), share);
  return std::isnan(deviation) ? mean : mean + " +- " + number_text(deviation, share);
}

std::vector<std::string> spread_lines(const std::vector<FoldScores>& all, bool share) {
  std::vector<std::string> names = {"mean +- deviation"};
  names.insert(names.end(), all[0].names.begin(), all[0].names.end());
  std::vector<std::vector<std::string>> rows = {names};
  for (const FoldScores& scores : all) {
    std::vector<std::string> cells = {std::string(scores.measure->name)};
    for (std::size_t i = 0; i < scores.names.size(); ++i)
      cells.push_back(spread_text(scores, i, share));
    rows.push_back(std::move(cells));
  }
  return aligned(rows);
}

nlohmann::ordered_json json_of(const std::vector<Examples>& folds,
                               const selection::StackedFits& fits,
                               const std::vector<std::size_t>& first_fitting,
                               const std::vector<FoldScores>& all) {
  nlohmann::ordered_json json;
  json["folds"] = folds.size();
  json["stacks"] = fits.stacks.size();
  nlohmann::ordered_json& each = json["each"] = nlohmann::ordered_json::array();
  for (std::size_t f = 0; f < folds.size(); ++f) {
    const History& history = fits.histories[first_fitting[f]][0];
    nlohmann::ordered_json& fold = each.emplace_back();
    fold["train"] = folds[f].train.rows();
    fold["validation"] = folds[f].validation.rows();
    fold["test"] = folds[f].test.rows();
    fold["networks"] = folds[f].networks;
    fold["features"] = folds[f].train.x.shape().tail().size();
    fold["epochs"] = history.epoch.size();
    fold["best_epoch"] = history.best_epoch < 0 ? nlohmann::ordered_json(nullptr)
                                                : nlohmann::ordered_json(history.best_epoch + 1);
    for (const FoldScores& scores : all) {
      nlohmann::ordered_json& models = fold["measures"][std::string(scores.measure->name)];
      for (std::size_t i = 0; i < scores.names.size(); ++i)
        models[scores.names[i]] = number_or_null(scores.values[i][f]);
    }
  }
  for (const FoldScores& scores : all) {
    nlohmann::ordered_json& models = json["measures"][std::string(scores.measure->name)];
    for (std::size_t i = 0; i < scores.names.size(); ++i) {
      models[scores.names[i]] = {{"mean", number_or_null(scores.mean(i))},
                                 {"deviation", number_or_null(scores.deviation(i))}};
    }
  }
  return json;
}

}  // namespace

int cross_validate(TrainFlags& flags, const RunLog& log) {
  const std::vector<Examples> folds = load_folds(flags, settings_of(flags));
  const data::Target& target = folds[0].target;
  check_target(flags, target);
  std::vector<Networks> networks;
  std::vector<selection::Fitting> fittings;
  std::vector<std::size_t> begin;  // of each fold's fittings
  Settings settings = settings_of(flags);
  for (std::size_t f = 0; f < folds.size(); ++f) {
    const Examples& fold = folds[f];
    const Settings own =
        settings_of(flags, fold.target, fold.facts, fold.train.x.shape().tail().size());
    networks.push_back(networks_for(fold, own, flags));
    begin.push_back(fittings.size());
    std::ranges::move(std::exchange(networks.back().fittings, {}), std::back_inserter(fittings));
    if (f == 0) settings = own;
  }
  settings.recipe = networks[0].recipe;
  log.say(folds[0].columns);
  log.say(data_line(folds));
  log.say(folds[0].notes, "note: ");
  log.say(settings.notes, "note: ");
  log.say("network: " + describe(settings.recipe, target, folds[0].train.x.shape().tail().size()));

  const SignalWatch watch;
  const selection::StackedFits fits = selection::fit_stacked(fittings);
  for (const Networks& own : networks) refuse_divergence(own);
  if (const int signal = SignalWatch::received(); signal != 0) {
    std::cerr << "interrupted: a cross-validation has no result before all folds are trained\n";
    return 128 + signal;
  }
  log.say(stacks_line(fits, begin));
  std::vector<std::vector<evaluation::Contender>> contenders;
  std::vector<std::string> notes;
  for (std::size_t f = 0; f < folds.size(); ++f) {
    const std::size_t end = f + 1 < folds.size() ? begin[f + 1] : fittings.size();
    const std::vector<Sequential> models =
        take_models(std::span(fittings).subspan(begin[f], end - begin[f]));
    Contest own = contest(flags, folds[f], mean_prediction(models, folds[f].test));
    add_new(own.notes, notes);
    contenders.push_back(std::move(own.contenders));
  }
  const std::vector<FoldScores> scores =
      evaluation::score_folds(measures_for(flags, target), contenders);
  const Judgement judgement =
      judge(flags, target, {.contenders = evaluation::pool(contenders), .notes = notes});
  const bool share = target.is_classification();
  const double seconds = log.seconds();
  log.say(judgement.notes, "note: ");
  log.say(confusion_lines(judgement, target));
  log.say(spread_lines(scores, share));
  log.say(fmt::format("{:.1f} s", seconds));
  if (flags.json) {
    nlohmann::ordered_json json = json_head(folds[0], settings);
    json["cross_validation"] = json_of(folds, fits, begin, scores);
    add_judgement(json["pooled"], judgement);
    add_run(json, log.warnings(), seconds);
    print_json(json);
    return kOk;
  }
  const std::size_t own = scores[0].names.size() - 1;
  std::cout << fmt::format("{} folds: {} {} (baseline {})\n", folds.size(), scores[0].measure->name,
                           spread_text(scores[0], own, share),
                           number_text(scores[0].mean(0), share))
            << "over all folds' rows " << evaluation::to_text(judgement.verdict) << '\n';
  return kOk;
}

}  // namespace occam::cli
