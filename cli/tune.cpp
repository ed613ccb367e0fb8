#include "cli/tune.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <limits>
#include <optional>

#include "cli/arguments.h"
#include "cli/callbacks.h"
#include "cli/exit_codes.h"
#include "cli/fold_judgement.h"
#include "cli/fold_networks.h"
#include "cli/read_progress.h"
#include "cli/report.h"
#include "cli/run_log.h"
#include "cli/tune_result.h"
#include "occam/base/quoted.h"
#include "occam/saving/tune_journal.h"
#include "occam/selection/fingerprint.h"

namespace occam::cli {
namespace {

using selection::Part;
using selection::TrialResult;

/// What the results depend on, by the names of flags where there are some.
saving::TuneSettings journal_settings(const TuneFlags& flags, const std::vector<Examples>& examples,
                                      const Recipe& recipe) {
  std::vector<const data::Dataset*> rows;
  for (const Examples& own : examples)
    rows.insert(rows.end(), {&own.train, &own.validation, &own.test});
  const data::Dataset& train = examples[0].train;
  saving::TuneSettings settings = {
      {"the table",
       fmt::format("{} training rows of {} features, {}", train.rows(),
                   train.x.shape().tail().size(), selection::fingerprint_of_rows(rows))},
      {"the space", space_text(flags)},
      {"--search", flags.halving ? "asha" : "random"},
      {"--rungs", std::to_string(flags.rungs)},
      {"--reduction", std::to_string(flags.reduction_factor)},
      {"--turn", std::to_string(flags.turn)},
      {"--folds", std::to_string(flags.train.folds)},
      {"--seed", std::to_string(flags.train.seed)},
      {"--metric", flags.train.metric},
      {"--class-weight", flags.train.balanced ? "balanced" : "none"}};
  const Config config = config_of(recipe);
  for (const ConfigEntry& entry : *config.entries()) {
    std::string flag = "--" + entry.key;
    std::ranges::replace(flag, '_', '-');
    settings.emplace_back(std::move(flag), to_text(entry.value));
  }
  return settings;
}

std::optional<saving::TuneJournal> open_journal(const TuneFlags& flags,
                                                const std::vector<Examples>& examples,
                                                const Recipe& recipe) {
  if (flags.journal.empty()) return std::nullopt;
  const std::string flag = flags.resume ? "--resume: " : "--journal: ";
  try {
    return saving::TuneJournal(flags.journal, journal_settings(flags, examples, recipe));
  } catch (const saving::OtherSettings& error) {
    throw UsageError(flag + error.what());
  } catch (const FileError& error) {
    throw BadModel(flag + error.what());
  }
}

/// The search with its journal and its clock.
class Run {
 public:
  Run(const TuneFlags& flags, const RunLog& log, const std::vector<Examples>& examples)
      : flags_(flags),
        log_(log),
        examples_(examples),
        all_(made_by({}, *flags.train.epochs).settings),
        journal_(open_journal(flags, examples, all_.recipe)) {
    for (std::size_t f = 1; f < examples.size(); ++f)
      test_rows_.push_back(static_cast<double>(examples[f].test.rows()));
    if (journal_ && journal_->was_cut())
      log_.say("note: the last line of the journal was damaged and is cut");
  }

  const Settings& settings() const { return all_; }

  TuneResult search() {
    TuneResult result;
    result.measure = measures_for(flags_.train, examples_[0].target).front();
    result.epochs = rung_epochs(flags_, all_.recipe.epochs);
    epochs_ = result.epochs;
    selection::TuneOptions options{
        .space = flags_.space,
        .seed = flags_.train.seed,
        .trials = flags_.trials.value_or(std::numeric_limits<std::int64_t>::max()),
        .epochs = result.epochs,
        .reduction_factor = flags_.reduction_factor,
        .turn = flags_.turn,
        .direction = result.measure->direction,
        .grid = grid_options()};
    if (journal_) options.known = journal_->results();
    options.after_stack = [this](std::span<const TrialResult> results) { keep(results); };
    if (flags_.budget) options.out_of_time = [this] { return seconds() >= *flags_.budget; };
    result.tune = selection::tune(
        [this](const selection::DrawnValues& shape, std::int64_t epochs) {
          std::vector<Part> parts = made_by(shape, epochs).parts;
          parts.erase(parts.begin());  // all rows, on which no trial is scored
          return parts;
        },
        part_score(flags_.train, examples_, *result.measure, 1), options);
    return result;
  }

  /// The networks of a trial as occam train makes them, untrained.
  FoldNetworks networks_of(const TrialResult& trial) const {
    return made_by(selection::draw(flags_.space, flags_.train.seed, trial.run.trial),
                   epochs_[static_cast<std::size_t>(trial.run.rung)]);
  }

  selection::GridOptions grid_options() const {
    return {.most_members = flags_.stack,
            .interrupted = [] { return SignalWatch::received() != 0; }};
  }

 private:
  FoldNetworks made_by(const selection::DrawnValues& values, std::int64_t epochs) const {
    return fold_networks(examples_, with_values(flags_, values, epochs),
                         PenalisedKernels::kAsTrained);
  }

  double seconds() const { return log_.seconds() + (journal_ ? journal_->seconds() : 0); }

  void keep(std::span<const TrialResult> results) {
    results_ += static_cast<std::int64_t>(results.size());
    if (!flags_.train.quiet && isatty(STDERR_FILENO) != 0)
      std::cerr << fmt::format("{} results after {:.0f} s\n", results_, seconds());
    if (!journal_) return;
    std::vector<saving::JournalLine> lines;
    for (const TrialResult& result : results) {
      lines.push_back({.result = result,
                       .most_epochs = epochs_[static_cast<std::size_t>(result.run.rung)],
                       .values = named_values(flags_, result.run.trial),
                       .mean = selection::mean_of(result, test_rows_),
                       .seconds = seconds()});
    }
    try {
      journal_->append(lines);
    } catch (const FileError& error) {
      throw WriteError(std::string("--journal: ") + error.what());
    }
  }

  const TuneFlags& flags_;
  const RunLog& log_;
  const std::vector<Examples>& examples_;
  Settings all_;
  std::optional<saving::TuneJournal> journal_;
  std::vector<std::int64_t> epochs_ = {};
  std::vector<double> test_rows_ = {};  // of each fold
  std::int64_t results_ = 0;
};

int interrupted(const TuneFlags& flags) {
  std::string text = "interrupted: a search has no result before its end";
  if (!flags.journal.empty()) {
    text = fmt::format(
        "interrupted: what is trained is in {}: the same command with --resume {} "
        "goes on from there",
        in_quotes(flags.journal), shell_word(flags.journal));
  }
  std::cerr << text << '\n';
  return 128 + SignalWatch::received();
}

/// Trains the chosen values on all rows and on the folds, whose scores must come again. Returns the
/// outcomes of the parts; nothing when interrupted.
std::vector<selection::Outcome> train_chosen(const Run& run, const FoldNetworks& made,
                                             const TuneFlags& flags,
                                             const std::vector<Examples>& examples,
                                             const TuneResult& result) {
  const selection::Setting as_it_stands;
  const selection::Grid trained =
      selection::grid(made.parts, {&as_it_stands, 1}, run.grid_options());
  if (trained.interrupted) return {};
  for (const Networks& networks : made.networks) refuse_divergence(networks);
  const TrialResult& before = result.at(result.chosen);
  const selection::PartScore score = part_score(flags.train, examples, *result.measure);
  std::vector<selection::Outcome> outcomes;
  for (std::size_t p = 0; p < made.parts.size(); ++p) {
    outcomes.push_back(trained.outcomes[p][0]);
    if (p == 0 || score(p, outcomes[p].outputs) == before.scores[p - 1]) continue;
    throw BadModel(fmt::format(
        "trial {}: fold {} scores {} when it is trained again. Expected {}, as the {} has it",
        before.run.trial, p, score(p, outcomes[p].outputs), before.scores[p - 1],
        result.tune.found > 0 ? "journal" : "search"));
  }
  return outcomes;
}

}  // namespace

int tune(TuneFlags& flags) {
  check(flags);
  if (!flags.train.quiet) show_reading_progress(flags.train.table.reading);
  const RunLog log(flags.train.quiet);
  const std::vector<Examples> examples = load_all_and_folds(flags.train, settings_of(flags.train));
  const Examples& all = examples[0];
  choose_metric(flags.train, all.target);
  const SignalWatch watch;
  Run run(flags, log, examples);
  log.say(all.columns);
  log.say(fold_data_line(examples));
  log.say(all.notes, "note: ");
  log.say(run.settings().notes, "note: ");
  log.say("searched: " + space_text(flags));

  TuneResult result = run.search();
  if (result.tune.interrupted) return interrupted(flags);
  log.say(work_text(result, flags.resume));
  if (result.tune.short_of_memory)
    log.say("note: memory is too small for stacks of this size; they were cut");
  const auto standing = selection::standing_of(result.tune, result.measure->direction);
  if (!standing) {
    throw Diverged(fmt::format(
        "all {} trials diverged or have no {}. Expected one at least. Smaller steps may help: "
        "--learning-rate 1e-4:1e-2",
        result.tune.begun, result.measure->name));
  }
  result.standing = *standing;
  const selection::Choice& choice = result.standing.choice;
  result.chosen = flags.choice == FoldChoice::kBest ? choice.best : choice.one_se;
  const FoldNetworks made = run.networks_of(result.at(result.chosen));
  const std::vector<selection::Outcome> outcomes = train_chosen(run, made, flags, examples, result);
  if (outcomes.empty()) return interrupted(flags);
  result.refitted = outcomes[0];
  result.judged =
      judge_folds(flags.train, examples,
                  [&](std::size_t fold) -> const selection::Outcome& { return outcomes[fold]; });
  save_chosen(flags.train, all, made, {}, outcomes[0]);
  const double seconds = log.seconds();
  log.say(result.judged.judgement.notes, "note: ");
  log.say(fmt::format("{:.1f} s", seconds));
  if (flags.train.json) {
    nlohmann::ordered_json json = json_head(all, made.settings);
    json["tune"] = json_of(flags, result);
    add_run(json, log.warnings(), seconds);
    print_json(json);
    return kOk;
  }
  for (const std::string& line : tune_lines(flags, result)) std::cout << line << '\n';
  return kOk;
}

}  // namespace occam::cli
