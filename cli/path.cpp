#include "cli/path.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <iostream>
#include <numeric>

#include "cli/arguments.h"
#include "cli/callbacks.h"
#include "cli/networks.h"
#include "cli/path_result.h"
#include "cli/read_progress.h"
#include "cli/report.h"
#include "cli/run_log.h"
#include "cli/save.h"
#include "occam/base/quoted.h"
#include "occam/evaluation/fold_scores.h"
#include "occam/saving/outcomes_file.h"
#include "occam/selection/adapt.h"

namespace occam::cli {
namespace {

using selection::Part;

/// All rows and the folds behind them, with their networks before training.
struct Problem {
  std::vector<Examples> examples;
  std::vector<Networks> networks = {};
  std::vector<Part> parts = {};
  Settings settings = {};
};

Problem problem_of(PathFlags& flags) {
  Problem problem{.examples = load_all_and_folds(flags.train, settings_of(flags.train))};
  const data::Target& target = problem.examples[0].target;
  check_target(flags.train, target);
  // Shares of right decisions of small folds have steps; glmnet's choice is by the deviance.
  if (flags.train.metric.empty() && target.is_classification()) flags.train.metric = "log_loss";
  TrainFlags training = flags.train;
  // Networks come to rest by the loss with its penalty; the metric only chooses among them. What
  // they do is told a stack at a time.
  training.metric.clear();
  training.quiet = true;
  for (std::size_t p = 0; p < problem.examples.size(); ++p) {
    const Examples& own = problem.examples[p];
    Settings settings =
        settings_of(flags.train, own.target, own.train.rows(), own.train.x.shape().tail().size());
    settings.recipe.output_regularizer = settings.recipe.kernel_regularizer;
    problem.networks.push_back(networks_for(own, settings, training));
    const selection::Fitting& fitting = problem.networks.back().fittings.front();
    problem.parts.push_back({.model = fitting.models[0],
                             .train = fitting.train,
                             .validation = fitting.validation,
                             .test = p == 0 ? nullptr : &own.test,
                             .options = fitting.options,
                             .keep_weights = p == 0});
    if (p == 0) problem.settings = std::move(settings);
  }
  problem.settings.recipe.loss = problem.networks[0].recipe.loss;
  return problem;
}

/// What is trained so far, in memory and in the file of --checkpoint.
class Kept {
 public:
  explicit Kept(const PathFlags& flags) : file_(flags.checkpoint), quiet_(flags.train.quiet) {
    std::error_code unknown;
    if (file_.empty() || !flags.resume || !std::filesystem::exists(file_, unknown)) return;
    try {
      outcomes_ = saving::load_outcomes(file_);
    } catch (const FileError& error) {
      throw BadModel(std::string("--checkpoint: ") + error.what());
    }
  }

  selection::GridOptions options(std::int64_t most_members) {
    return {.most_members = most_members,
            .known = &outcomes_,
            .after_stack = [this](std::int64_t done, std::int64_t all) { keep(done, all); },
            .interrupted = [] { return SignalWatch::received() != 0; }};
  }

 private:
  void keep(std::int64_t done, std::int64_t all) {
    if (!quiet_ && isatty(STDERR_FILENO) != 0)
      std::cerr << (all == 0 ? "looking for the largest lambda\n"
                             : fmt::format("trained {} of {} networks\n", done, all));
    if (file_.empty()) return;
    try {
      saving::save_outcomes(outcomes_, file_);
    } catch (const FileError& error) {
      throw WriteError(std::string("--checkpoint: ") + error.what());
    }
  }

  selection::Outcomes outcomes_;
  std::string file_;
  bool quiet_;
};

std::vector<evaluation::Contender> contenders_of(const std::vector<evaluation::Contender>& simpler,
                                                 std::string name,
                                                 evaluation::Predictions predictions) {
  std::vector<evaluation::Contender> all = simpler;
  all.push_back({std::move(name), std::move(predictions)});
  return all;
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

/// Scores, choice and verdict.
void judge_path(const PathFlags& flags, const Problem& problem, PathResult& result) {
  const TrainFlags& train = flags.train;
  const data::Target& target = problem.examples[0].target;
  result.measure = measures_for(train, target).front();
  const std::size_t folds = problem.parts.size() - 1;
  const auto predictions = [&](std::size_t part, const Array& outputs) {
    return predictions_of(train, problem.examples[part], outputs);
  };
  const auto score = [&](const evaluation::Predictions& made) {
    return result.measure->value(made).value_or(std::nan(""));
  };
  result.scores = selection::scores_of(
      result.path, problem.parts,
      [&](std::size_t part, const Array& outputs) { return score(predictions(part, outputs)); });
  const std::vector<double>& weights = result.test_rows = selection::test_rows(problem.parts);
  result.curve = selection::curve_of(result.scores, weights);
  selection::ScoreCurve on_path = result.curve;
  on_path.means.resize(result.path.size());
  on_path.standard_errors.resize(result.path.size());
  result.choice = selection::choose(on_path, result.measure->direction);
  result.chosen = flags.choice == PathChoice::kBest ? result.choice.best : result.choice.one_se;
  for (const selection::Outcome& outcome : result.path.outcomes[0])
    result.zero_shares.push_back(selection::zero_share(problem.parts[0].model, outcome.support));

  std::vector<std::vector<evaluation::Contender>> simpler, unpenalised;
  std::vector<std::string> notes;
  for (std::size_t f = 1; f <= folds; ++f) {
    const auto& outcomes = result.path.outcomes[f];
    Contest own = contest(train, problem.examples[f], outcomes[result.chosen].outputs);
    add_new(own.notes, notes);
    own.contenders.insert(own.contenders.end() - 1,
                          linear_on_its_columns(train, problem.examples[f],
                                                outcomes[result.chosen].support.inputs, own));
    for (std::size_t b = 0; b + 1 < own.contenders.size(); ++b) {
      if (f == 1) {
        result.baselines.push_back(own.contenders[b].name);
        result.baseline_scores.emplace_back();
      }
      result.baseline_scores[b].push_back(score(own.contenders[b].predictions));
    }
    unpenalised.push_back(
        contenders_of({{"the unpenalised network", predictions(f, outcomes.back().outputs)}},
                      own.contenders.back().name, own.contenders.back().predictions));
    simpler.push_back(std::move(own.contenders));
  }
  result.baseline_curve = selection::curve_of(result.baseline_scores, weights);
  result.judgement =
      judge(train, target, {.contenders = evaluation::pool(simpler), .notes = notes});
  result.over_unpenalised =
      evaluation::compare(std::span(&result.measure, 1), evaluation::pool(unpenalised),
                          {.seed = train.seed, .threads = train.threads})
          .front()
          .gain(1, 0);
}

/// Writes the chosen network, without what its zeros have put out of work.
void save_chosen(const PathFlags& flags, const Problem& problem, const PathResult& result) {
  if (flags.train.save.empty()) return;
  const selection::Outcome& outcome = result.path.outcomes[0][result.chosen];
  const Sequential network =
      selection::network_of(problem.parts[0], result.path.setting(result.chosen), outcome);
  History history;
  history.epoch.resize(static_cast<std::size_t>(outcome.epochs));
  std::iota(history.epoch.begin(), history.epoch.end(), 0);
  history.best_epoch = outcome.best_epoch;
  const std::string left =
      save(flags.train, problem.examples[0], problem.settings, history, {network}, false);
  if (flags.train.quiet) return;
  if (!left.empty()) std::cerr << left << '\n';
  std::cerr << fmt::format("saved: occam predict {} NEW.csv\n", shell_word(flags.train.save));
}

int interrupted(const PathFlags& flags) {
  std::string text = "interrupted: a path has no result before all networks are trained";
  if (!flags.checkpoint.empty()) {
    text = fmt::format("interrupted: saved {}: the same command{} goes on from there",
                       occam::quoted(flags.checkpoint), flags.resume ? "" : " with --resume");
  }
  std::cerr << text << '\n';
  return 128 + SignalWatch::received();
}

std::string data_line(const Problem& problem, const PathFlags& flags) {
  const Examples& all = problem.examples[0];
  return fmt::format("data: {} training and {} validation rows of {} features, {} folds; {}",
                     all.train.rows(), all.validation.rows(), all.train.x.shape().tail().size(),
                     flags.train.folds, target_text(all.target));
}

}  // namespace

int path(PathFlags& flags) {
  check(flags);
  if (!flags.train.quiet) show_reading_progress(flags.train.table.reading);
  const RunLog log(flags.train.quiet);
  Kept kept(flags);
  const Problem problem = problem_of(flags);
  const Examples& all = problem.examples[0];
  log.say(all.columns);
  log.say(data_line(problem, flags));
  log.say(all.notes, "note: ");
  log.say(problem.settings.notes, "note: ");
  log.say("network: " +
          describe(problem.settings.recipe, all.target, all.train.x.shape().tail().size()));

  const SignalWatch watch;
  const selection::PathOptions options{
      .hyper = flags.over,
      .lambdas = flags.lambdas,
      .ratio = flags.ratio.value_or(0),
      .values = flags.values,
      .unpenalised = true,
      .start = flags.warm ? selection::PathStart::kWarm : selection::PathStart::kIndependent,
      .relaxed = flags.relaxed,
      .grid = kept.options(flags.stack)};
  const evaluation::Measure& measure = *measures_for(flags.train, all.target).front();
  const selection::PartScore score = [&](std::size_t part, const Array& outputs) {
    return measure.value(predictions_of(flags.train, problem.examples[part], outputs))
        .value_or(std::nan(""));
  };
  PathResult result{.path = flags.adaptive ? selection::adaptive_path(problem.parts, options, score,
                                                                      measure.direction)
                                           : selection::path(problem.parts, options),
                    .adaptive = flags.adaptive};
  for (const Networks& networks : problem.networks) refuse_divergence(networks);
  if (result.path.interrupted) return interrupted(flags);
  log.say(fmt::format("path: {} networks trained in {} stack{}{}", result.path.trained,
                      result.path.stacks, result.path.stacks == 1 ? "" : "s",
                      result.path.found == 0 || !flags.resume
                          ? ""
                          : fmt::format(", {} taken from the checkpoint", result.path.found)));
  if (result.path.short_of_memory)
    log.say("note: memory is too small for stacks of this size; they were cut");
  if (flags.stability > 0) {
    std::vector<double> lambdas = result.path.lambdas;
    lambdas.resize(result.path.size());
    result.stability = selection::stability(problem.parts[0], {.samples = flags.stability,
                                                               .seed = flags.train.seed,
                                                               .hyper = flags.over,
                                                               .lambdas = lambdas,
                                                               .grid = kept.options(flags.stack)});
    if (result.stability->interrupted) return interrupted(flags);
  }
  judge_path(flags, problem, result);
  save_chosen(flags, problem, result);
  const double seconds = log.seconds();
  log.say(result.judgement.notes, "note: ");
  log.say(fmt::format("{:.1f} s", seconds));
  if (flags.train.json) {
    nlohmann::ordered_json json = json_head(all, problem.settings);
    json["path"] = json_of(result, all);
    add_warnings(json, log.warnings());
    json["seconds"] = seconds;
    print_json(json);
    return kOk;
  }
  for (const std::string& line : path_lines(result, all)) std::cout << line << '\n';
  std::cout << "over the unpenalised network it gains "
            << evaluation::to_text(result.over_unpenalised) << ' ' << result.measure->name << '\n'
            << answer(result) << '\n';
  return kOk;
}

}  // namespace occam::cli
