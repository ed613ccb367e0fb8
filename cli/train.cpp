#include "cli/train.h"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <string_view>
#include <vector>

#include "cli/callbacks.h"
#include "cli/checkpoint.h"
#include "cli/examples.h"
#include "cli/exit_codes.h"
#include "cli/read_progress.h"
#include "cli/report.h"
#include "cli/settings.h"
#include "occam/base/quoted.h"
#include "occam/base/warnings.h"
#include "occam/callbacks/terminate_on_nan.h"
#include "occam/evaluation/decision.h"
#include "occam/evaluation/verdict.h"

namespace occam::cli {
namespace {

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// A line of its own on standard error, over the bar where one stands.
void print(const Warning& warning) {
  const char* const terminal = std::getenv("TERM");
  const bool is_dumb = terminal == nullptr || std::string_view(terminal) == "dumb";
  const std::string start = isatty(STDERR_FILENO) == 0 ? "" : is_dumb ? "\n" : "\r\x1b[K";
  const bool is_hint = warning.kind == Warning::Kind::kHint;
  std::cerr << start + (is_hint ? "hint: " : "warning: ") + warning.text + '\n' << std::flush;
}

std::string data_line(const Examples& examples) {
  const data::Target& target = examples.target;
  std::string text = fmt::format("data: {} training, {} validation, {} test rows of {} features; ",
                                 examples.train.rows(), examples.validation.rows(),
                                 examples.test.rows(), examples.train.x.shape().tail().size());
  return text + (target.is_classification() ? fmt::format("{} classes of {}", target.classes.size(),
                                                          occam::quoted(target.name))
                                            : "regression of " + occam::quoted(target.name));
}

FitOptions fit_options(const Examples& examples, const Settings& settings, const TrainFlags& flags,
                       callbacks::TerminateOnNaN& guard) {
  const Recipe& recipe = settings.recipe;
  FitOptions options = fit_options_for(recipe, examples.facts);
  options.verbose = 0;
  options.callbacks.emplace_back(std::ref(guard));
  options.callbacks.emplace_back(StopOnSignal{});
  if (examples.validation.rows() > 0 && (recipe.patience > 0 || recipe.last_of_best))
    options.callbacks.emplace_back(early_stopping_for(examples.target, recipe));
  if (flags.balanced) {
    options.class_weight = evaluation::balanced_class_weights(
        labels_of(examples.train), static_cast<std::int64_t>(examples.target.classes.size()));
  }
  if (!flags.quiet) options.callbacks.push_back(make_progress(flags.is_fashion_mnist()));
  if (const std::int64_t rows = examples.validation.rows(); rows > 0)
    options.validation_data = {examples.validation.x.rows(0, rows),
                               examples.validation.y.rows(0, rows)};
  return options;
}

/// The recipe's options; a loss that does not fit is refused in the words of the command line.
CompileOptions compile_options(const Examples& examples, const Recipe& recipe) {
  try {
    return compile_options_for(examples.target, recipe, examples.facts);
  } catch (const InvalidArgument& error) {
    throw UsageError(std::string("--") + error.what());
  }
}

[[noreturn]] void diverge(const callbacks::TerminateOnNaN& guard, const Optimizer& optimizer) {
  std::string text = "training " + guard.reason + ". Expected a finite loss and finite weights";
  if (const std::string flag = smaller_step(optimizer); !flag.empty())
    text += ". A smaller step may help: " + flag;
  throw Diverged(text);
}

}  // namespace

int train(TrainFlags& flags) {
  check(flags);
  check(flags.checkpoint);
  if (!flags.quiet) show_reading_progress(flags.table.reading);
  Settings settings = settings_of(flags);
  Recipe& recipe = settings.recipe;
  std::vector<Warning> warnings;
  const WarningCatcher catcher([&](const Warning& warning) {
    warnings.push_back(warning);
    if (!flags.quiet) print(warning);
  });
  const double start = now();
  const Examples examples =
      flags.is_fashion_mnist() ? load_fashion_mnist(flags, settings) : load_table(flags, settings);
  const Shape sample = examples.train.x.shape().tail();
  check_metric(flags, examples.target);
  if (flags.balanced && !examples.target.is_classification())
    throw UsageError("--class-weight: balanced is for classes, and " +
                     occam::quoted(examples.target.name) + " has numbers. Expected none");
  if (!flags.is_fashion_mnist())
    settings = settings_of(flags, examples.target, examples.train.rows(), sample.size());
  const CompileOptions compiled = compile_options(examples, recipe);
  recipe.loss = compiled.loss[0];
  callbacks::TerminateOnNaN guard;
  const FitOptions options = fit_options(examples, settings, flags, guard);
  const auto fresh = [&](std::int64_t member) {
    Sequential model = network_for(examples.target, sample, recipe, examples.facts);
    model.set_seed(settings.seed + static_cast<std::uint64_t>(member));
    model.set_data_seed(settings.seed);
    model.set_threads(flags.threads);
    model.compile(compiled);
    return model;
  };
  std::vector<Sequential> models;
  models.push_back(fresh(0));
  if (!flags.quiet) {
    for (const std::string& line : examples.columns) std::cerr << line << '\n';
    std::cerr << data_line(examples) << '\n';
    for (const std::string& note : examples.notes) std::cerr << "note: " << note << '\n';
    for (const std::string& note : settings.notes) std::cerr << "note: " << note << '\n';
    std::cerr << "network: " << describe(recipe, examples.target, sample.size()) << '\n';
    const FitMemory memory =
        models[0].fit_memory(examples.train.x.shape(), examples.train.y.shape(), options);
    std::cerr << "memory: " << to_text(memory) << '\n';
  }

  const SignalWatch watch;
  const History history = fit(models[0], examples.train, options, flags.checkpoint, 0, guard);
  if (!guard.reason.empty()) diverge(guard, recipe.optimizer);
  while (static_cast<std::int64_t>(models.size()) < flags.ensemble &&
         SignalWatch::received() == 0) {
    if (!flags.quiet)
      std::cerr << fmt::format("network {} of {}\n", models.size() + 1, flags.ensemble);
    const auto number = static_cast<std::int64_t>(models.size());
    models.push_back(fresh(number));
    fit(models.back(), examples.train, options, flags.checkpoint, number, guard);
    if (!guard.reason.empty()) diverge(guard, recipe.optimizer);
    // Half a network is none of the ensemble.
    if (SignalWatch::received() != 0) models.pop_back();
  }
  const int signal = SignalWatch::received();
  if (const std::string told = how_to_resume(flags.checkpoint); signal != 0 && !flags.quiet)
    std::cerr << (told.empty() ? told : told + '\n');
  const Reached reached = measure(models, flags, examples, settings, history, signal != 0);
  const double seconds = now() - start;
  if (!flags.quiet) {
    for (const std::string& note : reached.judgement.notes) std::cerr << "note: " << note << '\n';
    for (const std::string& line : confusion_lines(reached.judgement, examples.target))
      std::cerr << line << '\n';
    for (const std::string& line : score_lines(reached.judgement)) std::cerr << line << '\n';
    std::cerr << fmt::format("{:.1f} s\n", seconds);
  }
  if (flags.json) {
    const auto json = result_json(reached, examples, settings, history, warnings, seconds);
    // Bytes of a path or a class that are not UTF-8 must not end the run.
    std::cout << json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
  } else {
    std::cout << closing_line(reached, examples.target) << '\n'
              << evaluation::to_text(reached.judgement.verdict) << '\n';
  }
  return signal == 0 ? kOk : 128 + signal;
}

}  // namespace occam::cli
