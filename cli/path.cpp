#include "cli/path.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "cli/arguments.h"
#include "cli/callbacks.h"
#include "cli/fold_judgement.h"
#include "cli/fold_networks.h"
#include "cli/path_result.h"
#include "cli/read_progress.h"
#include "cli/report.h"
#include "cli/run_log.h"
#include "occam/base/quoted.h"
#include "occam/evaluation/fold_scores.h"
#include "occam/saving/outcomes_file.h"
#include "occam/selection/adapt.h"

namespace occam::cli {
namespace {

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

/// Which path has the answer, and where. Networks of a first path that are not relaxed, though they
/// were to be, do not stand for choice.
void choose_path(const PathFlags& flags, PathResult& result) {
  std::vector<selection::Competitor> competitors = {
      selection::competitor_of(result.own.path, result.own.curve)};
  if (result.other && result.other_may_answer)
    competitors.push_back(selection::competitor_of(result.other->path, result.other->curve));
  const selection::PooledChoice choice = selection::choose(competitors, result.measure->direction);
  result.own.choice = choice.paths.front();
  if (result.other) {
    result.other->choice = result.other_may_answer ? choice.paths.back()
                                                   : selection::PooledChoice::OfPath{
                                                         .best = result.pilot, .one_se = {}};
  }
  const bool best = flags.choice == FoldChoice::kBest;
  if ((best ? choice.best : choice.one_se) == 1) std::swap(result.own, *result.other);
  result.chosen = best ? result.own.choice.best : *result.own.choice.one_se;
}

/// Scores, choice and verdict.
void judge_path(const PathFlags& flags, const std::vector<Examples>& examples,
                const FoldNetworks& made, PathResult& result) {
  const TrainFlags& train = flags.train;
  choose_path(flags, result);
  for (const selection::Outcome& outcome : result.own.path.outcomes[0])
    result.zero_shares.push_back(selection::zero_share(made.parts[0].model, outcome.support));
  result.judged = judge_folds(train, examples, [&](std::size_t fold) -> const selection::Outcome& {
    return result.own.path.outcomes[fold][result.chosen];
  });
  std::vector<std::vector<evaluation::Contender>> folds;
  for (std::size_t f = 1; f < examples.size(); ++f) {
    const Array& outputs = result.own.path.outcomes[f].back().outputs;
    folds.push_back(
        {{"the unpenalised network", predictions_of(train, examples[f], outputs)},
         {result.judged.judgement.scores.front().names.back(), result.judged.network[f - 1]}});
  }
  result.over_unpenalised =
      evaluation::compare(std::span(&result.measure, 1), evaluation::pool(folds),
                          {.seed = train.seed, .threads = train.threads})
          .front()
          .gain(1, 0);
}

int interrupted(const PathFlags& flags) {
  std::string text = "interrupted: a path has no result before all networks are trained";
  if (!flags.checkpoint.empty()) {
    text = fmt::format("interrupted: saved {}: the same command{} goes on from there",
                       in_quotes(flags.checkpoint), flags.resume ? "" : " with --resume");
  }
  std::cerr << text << '\n';
  return 128 + SignalWatch::received();
}

/// The networks of this run, and those that a checkpoint holds.
void refuse_divergence(const FoldNetworks& made, const selection::Path& path) {
  for (std::size_t p = 0; p < made.networks.size(); ++p) {
    refuse_divergence(made.networks[p]);
    if (path.outcomes.empty()) continue;
    if (std::ranges::none_of(path.outcomes[p], &selection::Outcome::diverged)) continue;
    *made.networks[p].diverged = "diverged in the run that wrote the checkpoint";
    refuse_divergence(made.networks[p]);
  }
}

/// The path, or both, with nothing chosen yet. Interrupted: `own` says so.
PathResult train_paths(const PathFlags& flags, const std::vector<Examples>& examples,
                       const FoldNetworks& made, const selection::PathOptions& options) {
  const evaluation::Measure& measure = *measures_for(flags.train, examples[0].target).front();
  const selection::PartScore score = part_score(flags.train, examples, measure);
  PathResult result;
  result.measure = &measure;
  result.test_rows = selection::test_rows(made.parts);
  if (!*flags.adaptive) {
    result.own.path = selection::path(made.parts, options);
    refuse_divergence(made, result.own.path);
  } else {
    selection::AdaptivePath both =
        selection::adaptive_path(made.parts, options, score, measure.direction);
    refuse_divergence(made, both.first);
    refuse_divergence(made, both.second);
    result.pilot = both.pilot;
    result.own = {.path = std::move(both.second), .adaptive = true};
    result.own.path.interrupted = both.interrupted();
    result.other = {.path = std::move(both.first), .scores = std::move(both.scores)};
    result.other_may_answer = !flags.relaxed;
  }
  if (result.own.path.interrupted) return result;
  result.own.scores = selection::scores_of(result.own.path, made.parts, score);
  result.own.curve = selection::curve_of(result.own.scores, result.test_rows);
  if (result.other)
    result.other->curve = selection::curve_of(result.other->scores, result.test_rows);
  return result;
}

/// How many paths there will be, and why.
std::string paths_line(const PathFlags& flags) {
  if (*flags.adaptive)
    return "two paths: the first tells how far each input reaches; in the second those that reach "
           "less cost more (--no-adaptive: the first alone)";
  return flags.why_plain.empty() ? "one path" : "one path: " + flags.why_plain;
}

}  // namespace

int path(PathFlags& flags) {
  check(flags);
  if (!flags.train.quiet) show_reading_progress(flags.train.table.reading);
  const RunLog log(flags.train.quiet);
  Kept kept(flags);
  const std::vector<Examples> examples = load_all_and_folds(flags.train, settings_of(flags.train));
  const Examples& all = examples[0];
  choose_metric(flags.train, all.target);
  const FoldNetworks made = fold_networks(examples, flags.train, PenalisedKernels::kAll);
  log.say(all.columns);
  log.say(fold_data_line(examples));
  log.say(all.notes, "note: ");
  log.say(made.settings.notes, "note: ");
  log.say("network: " +
          describe(made.settings.recipe, all.target, all.train.x.shape().tail().size()));
  log.say(paths_line(flags));

  const SignalWatch watch;
  const selection::PathOptions options{
      .hyper = flags.over,
      .lambdas = flags.lambdas.value_or(kUsualLambdas),
      .ratio = flags.ratio.value_or(0),
      .values = flags.values,
      .unpenalised = true,
      .start = flags.warm ? selection::PathStart::kWarm : selection::PathStart::kIndependent,
      .relaxed = flags.relaxed,
      .grid = kept.options(flags.stack)};
  PathResult result = train_paths(flags, examples, made, options);
  if (result.own.path.interrupted) return interrupted(flags);
  const Effort effort = effort_of(result);
  log.say(fmt::format("path: {} networks trained in {} stack{}{}", effort.trained, effort.stacks,
                      effort.stacks == 1 ? "" : "s",
                      effort.found == 0 || !flags.resume
                          ? ""
                          : fmt::format(", {} taken from the checkpoint", effort.found)));
  if (effort.short_of_memory)
    log.say("note: memory is too small for stacks of this size; they were cut");
  if (flags.stability > 0) {
    // Of the penalty that is the same for all: halves that share a pilot would not be independent.
    const selection::Path& plain = result.own.adaptive ? result.other->path : result.own.path;
    std::vector<double> lambdas = plain.lambdas;
    lambdas.resize(plain.size());
    result.stability = selection::stability(made.parts[0], {.samples = flags.stability,
                                                            .seed = flags.train.seed,
                                                            .hyper = flags.over,
                                                            .lambdas = lambdas,
                                                            .grid = kept.options(flags.stack)});
    if (result.stability->interrupted) return interrupted(flags);
  }
  judge_path(flags, examples, made, result);
  save_chosen(flags.train, all, made, result.own.path.setting(result.chosen),
              result.own.path.outcomes[0][result.chosen]);
  const double seconds = log.seconds();
  log.say(result.judged.judgement.notes, "note: ");
  log.say(fmt::format("{:.1f} s", seconds));
  if (flags.train.json) {
    nlohmann::ordered_json json = json_head(all, made.settings);
    json["path"] = json_of(result, all);
    add_run(json, log.warnings(), seconds);
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
