#include "cli/fold_networks.h"

#include <fmt/format.h>

#include <iostream>
#include <numeric>

#include "cli/arguments.h"
#include "cli/save.h"

namespace occam::cli {

FoldNetworks fold_networks(const std::vector<Examples>& examples, const TrainFlags& flags,
                           PenalisedKernels penalised) {
  FoldNetworks made;
  TrainFlags training = flags;
  training.metric.clear();
  training.quiet = true;
  for (std::size_t p = 0; p < examples.size(); ++p) {
    const Examples& own = examples[p];
    Settings settings =
        settings_of(flags, own.target, own.facts, own.train.x.shape().tail().size());
    if (penalised == PenalisedKernels::kAll)
      settings.recipe.output_regularizer = settings.recipe.kernel_regularizer;
    made.networks.push_back(networks_for(own, settings, training));
    const selection::Fitting& fitting = made.networks.back().fittings.front();
    made.parts.push_back({.model = fitting.models[0],
                          .train = fitting.train,
                          .validation = fitting.validation,
                          .test = p == 0 ? nullptr : &own.test,
                          .options = fitting.options,
                          .keep_weights = p == 0});
    if (p == 0) made.settings = std::move(settings);
  }
  made.settings.recipe.loss = made.networks[0].recipe.loss;
  return made;
}

void choose_metric(TrainFlags& flags, const data::Target& target) {
  check_target(flags, target);
  if (flags.metric.empty() && target.is_classification()) flags.metric = "log_loss";
}

std::string fold_data_line(const std::vector<Examples>& examples) {
  const Examples& all = examples[0];
  return fmt::format("data: {} training and {} validation rows of {} features, {} folds; {}",
                     all.train.rows(), all.validation.rows(), all.train.x.shape().tail().size(),
                     examples.size() - 1, target_text(all.target));
}

void save_chosen(const TrainFlags& flags, const Examples& all, const FoldNetworks& made,
                 const selection::Setting& setting, const selection::Outcome& outcome) {
  if (flags.save.empty()) return;
  const Sequential network = selection::network_of(made.parts[0], setting, outcome);
  History history;
  history.epoch.resize(static_cast<std::size_t>(outcome.epochs));
  std::iota(history.epoch.begin(), history.epoch.end(), 0);
  history.best_epoch = outcome.best_epoch;
  const std::string left = save(flags, all, made.settings, history, {network}, false);
  if (flags.quiet) return;
  if (!left.empty()) std::cerr << left << '\n';
  std::cerr << fmt::format("saved: occam predict {} NEW.csv\n", shell_word(flags.save));
}

}  // namespace occam::cli
