#include "cli/networks.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "cli/callbacks.h"
#include "cli/exit_codes.h"
#include "cli/judgement.h"
#include "occam/base/quoted.h"
#include "occam/evaluation/decision.h"
#include "occam/models/watched_metric.h"

namespace occam::cli {
namespace {

/// The recipe's options and what is watched; a loss that does not fit is refused in the words of
/// the command line.
CompileOptions compile_options(const Examples& examples, const data::Target& target,
                               const Recipe& recipe, const std::optional<Metric>& watched) {
  try {
    CompileOptions options = compile_options_for(target, recipe, examples.facts);
    const auto same_name = [&](const Metric& metric) { return metric.name() == watched->name(); };
    if (watched && std::none_of(options.metrics.begin(), options.metrics.end(), same_name))
      options.metrics.push_back(*watched);
    return options;
  } catch (const InvalidArgument& error) {
    throw UsageError(std::string("--") + error.what());
  }
}

FitOptions fit_options(const Examples& examples, const Networks& networks, const TrainFlags& flags,
                       const std::optional<Metric>& watched) {
  const Recipe& recipe = networks.recipe;
  FitOptions options = fit_options_for(recipe, examples.facts);
  options.verbose = 0;
  options.callbacks.emplace_back(DivergenceGuard{.reason = networks.diverged});
  options.callbacks.emplace_back(StopOnSignal{});
  if (has_watched(examples) && (recipe.patience > 0 || recipe.last_of_best)) {
    callbacks::EarlyStopping stopping = early_stopping_for(examples.target, recipe);
    if (!flags.metric.empty()) stopping.monitor = watched ? "val_" + watched->name() : "val_loss";
    options.callbacks.emplace_back(stopping);
  }
  if (flags.balanced) {
    options.class_weight = evaluation::balanced_class_weights(
        labels_of(examples.train), static_cast<std::int64_t>(examples.target.classes.size()));
  }
  if (!flags.quiet) options.callbacks.push_back(make_progress(flags.is_fashion_mnist()));
  return options;
}

}  // namespace

Networks networks_for(const Examples& examples, const Settings& settings, const TrainFlags& flags) {
  Networks networks{.recipe = settings.recipe};
  data::Target target = examples.target;
  // In one unit for all folds, each of which has a scale of its own: else they were no stack.
  if (flags.folds > 0) target.scale = 1.0;
  std::optional<Metric> watched;
  if (!flags.metric.empty()) {
    watched =
        watched_metric(evaluation::measure(flags.metric), target, decision_priors(flags, examples));
  }
  const CompileOptions compiled = compile_options(examples, target, settings.recipe, watched);
  networks.recipe.loss = compiled.loss[0];
  networks.recipe.ensemble = examples.networks;
  const Shape sample = examples.train.x.shape().tail();
  for (const MemberRows& fold : examples.folds)
    networks.fittings.push_back(
        {.models = {}, .train = &fold.train, .validation = &fold.validation});
  if (examples.folds.empty()) {
    const data::Dataset* held_out = has_watched(examples) ? &examples.validation : nullptr;
    networks.fittings.push_back({.models = {}, .train = &examples.train, .validation = held_out});
  }
  for (std::int64_t member = 0; member < examples.networks; ++member) {
    const auto place = static_cast<std::size_t>(member) % networks.fittings.size();
    Sequential& model = networks.fittings[place].models.emplace_back(
        network_for(examples.target, sample, networks.recipe, examples.facts));
    model.set_seed(settings.seed + static_cast<std::uint64_t>(member));
    model.set_data_seed(settings.seed);
    model.set_threads(flags.threads);
    model.compile(compiled);
  }
  const FitOptions options = fit_options(examples, networks, flags, watched);
  for (selection::Fitting& fitting : networks.fittings) fitting.options = options;
  return networks;
}

std::vector<Sequential> take_models(std::span<selection::Fitting> fittings) {
  std::vector<Sequential> models;
  for (selection::Fitting& fitting : fittings)
    std::ranges::move(std::exchange(fitting.models, {}), std::back_inserter(models));
  return models;
}

void check_target(const TrainFlags& flags, const data::Target& target) {
  check_metric(flags, target);
  if (flags.balanced && !target.is_classification())
    throw UsageError("--class-weight: balanced is for classes, and " + in_quotes(target.name) +
                     " has numbers. Expected none");
}

void refuse_divergence(const Networks& networks) {
  if (networks.diverged->empty()) return;
  std::string text =
      "training " + *networks.diverged + ". Expected a finite loss and finite weights";
  if (const std::string flag = smaller_step(networks.recipe.optimizer); !flag.empty())
    text += ". A smaller step may help: " + flag;
  throw Diverged(text);
}

}  // namespace occam::cli
