#include "cli/train.h"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "cli/callbacks.h"
#include "cli/examples.h"
#include "cli/exit_codes.h"
#include "cli/network.h"
#include "cli/report.h"
#include "occam/base/warnings.h"
#include "occam/callbacks/early_stopping.h"

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
  return text + (target.is_classification()
                     ? fmt::format("{} classes of '{}'", target.classes.size(), target.name)
                     : fmt::format("regression of '{}'", target.name));
}

FitOptions fit_options(const Examples& examples, const Settings& settings,
                       const TrainFlags& flags) {
  FitOptions options{.batch_size = settings.batch_size, .epochs = settings.epochs, .verbose = 0};
  // Divergence first: nothing is to be told or restored of a broken epoch.
  options.callbacks.emplace_back(
      StopOnDivergence{.learning_rate = settings.learning_rate,
                       .usual_rate = default_learning_rate(settings.optimizer)});
  options.callbacks.emplace_back(StopOnSignal{});
  if (settings.patience > 0) {
    options.callbacks.emplace_back(callbacks::EarlyStopping{
        .monitor = "val_loss", .patience = settings.patience, .restore_best_weights = true});
  }
  if (!flags.quiet) options.callbacks.push_back(make_progress(flags.is_fashion_mnist()));
  if (const std::int64_t rows = examples.validation.rows(); rows > 0)
    options.validation_data = {examples.validation.x.rows(0, rows),
                               examples.validation.y.rows(0, rows)};
  return options;
}

History fit(Sequential& model, const data::Dataset& train, const FitOptions& options, bool quiet) {
  try {
    return model.fit(train, options);
  } catch (const Diverged&) {
    // The bar's line is not finished.
    if (!quiet && isatty(STDERR_FILENO) != 0) std::cerr << '\n';
    throw;
  }
}

}  // namespace

int train(TrainFlags& flags) {
  check(flags);
  std::vector<Warning> warnings;
  const WarningCatcher catcher([&](const Warning& warning) {
    warnings.push_back(warning);
    if (!flags.quiet) print(warning);
  });
  const Settings settings = settings_of(flags);
  const double start = now();
  const Examples examples =
      flags.is_fashion_mnist() ? load_fashion_mnist(flags, settings) : load_table(flags, settings);
  const Shape sample = examples.train.x.shape().tail();
  Sequential model = make_network(settings, examples.target, sample);
  model.set_seed(settings.seed);
  model.set_threads(flags.threads);
  model.compile(make_compile_options(settings, examples.target));
  const FitOptions options = fit_options(examples, settings, flags);
  if (!flags.quiet) {
    std::cerr << data_line(examples) << '\n';
    for (const std::string& note : examples.notes) std::cerr << "note: " << note << '\n';
    std::cerr << "network: " << describe(settings, examples.target, sample.size()) << '\n';
    const FitMemory memory =
        model.fit_memory(examples.train.x.shape(), examples.train.y.shape(), options);
    std::cerr << "memory: " << to_text(memory) << '\n';
  }

  const SignalWatch watch;
  const History history = fit(model, examples.train, options, flags.quiet);
  const int signal = SignalWatch::received();
  const Reached reached = measure(model, examples, settings, history, signal != 0);
  const double seconds = now() - start;
  if (!flags.quiet) std::cerr << fmt::format("{:.1f} s\n", seconds);
  if (flags.json) {
    const auto json = result_json(reached, examples, settings, history, warnings, seconds);
    // Bytes of a path or a class that are not UTF-8 must not end the run.
    std::cout << json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
  } else {
    std::cout << closing_line(reached) << '\n';
  }
  return signal == 0 ? kOk : 128 + signal;
}

}  // namespace occam::cli
