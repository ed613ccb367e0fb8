#include "cli/train.h"

#include <fmt/format.h>

#include <iostream>

#include "cli/arguments.h"
#include "cli/callbacks.h"
#include "cli/checkpoint.h"
#include "cli/cross_validation.h"
#include "cli/examples.h"
#include "cli/exit_codes.h"
#include "cli/networks.h"
#include "cli/read_progress.h"
#include "cli/report.h"
#include "cli/run_log.h"
#include "cli/save.h"
#include "cli/settings.h"
#include "occam/base/quoted.h"
#include "occam/evaluation/verdict.h"

namespace occam::cli {
namespace {

std::string data_line(const Examples& examples) {
  const std::string rest =
      fmt::format("{} test rows of {} features; {}", examples.test.rows(),
                  examples.train.x.shape().tail().size(), target_text(examples.target));
  if (examples.folds.empty()) {
    return fmt::format("data: {} training, {} validation, {}", examples.train.rows(),
                       examples.validation.rows(), rest);
  }
  return fmt::format("data: {} training rows, of which each network holds out {} to watch, {}",
                     examples.train.rows(), examples.folds[0].validation.rows(), rest);
}

std::string ensemble_line(const Examples& examples) {
  std::string line = fmt::format("ensemble: {} networks, trained together", examples.networks);
  if (!examples.folds.empty()) line += ", each watching other rows";
  return line + "; their predictions are averaged (--ensemble 1: one network)";
}

/// What training the networks together will take.
FitMemory memory_of(const Networks& networks) {
  std::vector<Sequential> models;
  for (const selection::Fitting& fitting : networks.fittings)
    models.insert(models.end(), fitting.models.begin(), fitting.models.end());
  const selection::Fitting& first = networks.fittings[0];
  FitOptions options = first.options;
  if (first.validation != nullptr) {
    const data::Dataset& watched = *first.validation;
    options.validation_data = {watched.x.rows(0, watched.rows()),
                               watched.y.rows(0, watched.rows())};
  }
  const Shape &x = first.train->x.shape(), &y = first.train->y.shape();
  if (models.size() == 1) return models[0].fit_memory(x, y, options);
  return Stack(std::move(models)).fit_memory(x, y, options);
}

/// Why --save failed, or "". `smaller`: what shrinking has left.
std::string try_to_save(const TrainFlags& flags, const Examples& examples, const Settings& settings,
                        const History& history, const std::vector<Sequential>& models,
                        bool interrupted, std::string& smaller) {
  if (flags.save.empty()) return {};
  try {
    smaller = save(flags, examples, settings, history, models, interrupted);
  } catch (const WriteError& error) {
    return error.what();
  }
  if (!flags.quiet) {
    const std::string use = flags.is_fashion_mnist() ? "summary " : "predict ";
    std::cerr << fmt::format("saved: occam {}{}{}\n", use, shell_word(flags.save),
                             flags.is_fashion_mnist() ? "" : " NEW.csv");
  }
  return {};
}

}  // namespace

int train(TrainFlags& flags) {
  check(flags);
  check_save(flags);
  check(flags.checkpoint);
  if (!flags.quiet) show_reading_progress(flags.table.reading);
  const RunLog log(flags.quiet);
  if (flags.folds > 0) return cross_validate(flags, log);
  Settings settings = settings_of(flags);
  const Examples examples =
      flags.is_fashion_mnist() ? load_fashion_mnist(flags, settings) : load_table(flags, settings);
  const std::int64_t features = examples.train.x.shape().tail().size();
  check_target(flags, examples.target);
  if (!flags.is_fashion_mnist())
    settings = settings_of(flags, examples.target, examples.facts, features);
  Networks networks = networks_for(examples, settings, flags);
  settings.recipe = networks.recipe;
  if (!flags.quiet) {
    log.say(examples.columns);
    log.say(data_line(examples));
    log.say(examples.notes, "note: ");
    log.say(settings.notes, "note: ");
    log.say("network: " + describe(settings.recipe, examples.target, features));
    if (examples.networks > 1) log.say(ensemble_line(examples));
    log.say("memory: " + to_text(memory_of(networks)));
    if (flags.penalties) {
      std::string table = networks.fittings[0].models[0].penalty_table();
      table.pop_back();  // the last line's end
      log.say(table);
    }
  }

  const SignalWatch watch;
  const selection::StackedFits fits = fit(networks, flags.checkpoint);
  refuse_divergence(networks);
  if (fits.short_of_memory)
    log.say(
        "note: memory is too small for all networks together; they were trained in several stacks");
  const int signal = SignalWatch::received();
  if (signal != 0) {
    if (const std::string told = how_to_resume(flags.checkpoint); !told.empty()) log.say(told);
  }
  std::vector<History> histories;
  for (const auto& own : fits.histories) histories.insert(histories.end(), own.begin(), own.end());
  const History& history = histories[0];
  std::vector<Sequential> models = take_models(networks.fittings);
  // First of all, and what is told afterwards is told even where it fails.
  std::string smaller;
  const std::string not_saved =
      try_to_save(flags, examples, settings, history, models, signal != 0, smaller);
  const Reached reached = measure(models, flags, examples, settings, histories, signal != 0);
  const double seconds = log.seconds();
  log.say(reached.judgement.notes, "note: ");
  log.say(confusion_lines(reached.judgement, examples.target));
  log.say(score_lines(reached.judgement));
  if (!smaller.empty()) log.say(smaller);
  log.say(fmt::format("{:.1f} s", seconds));
  if (flags.json) {
    print_json(result_json(reached, examples, settings, history, log.warnings(), seconds));
  } else {
    std::cout << closing_line(reached, examples.target) << '\n'
              << evaluation::to_text(reached.judgement.verdict) << '\n';
  }
  if (!not_saved.empty()) throw WriteError(not_saved);
  return signal == 0 ? kOk : 128 + signal;
}

}  // namespace occam::cli
