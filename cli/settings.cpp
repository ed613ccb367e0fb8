#include "cli/settings.h"

#include <fmt/format.h>

#include "cli/concepts.h"
#include "occam/regularizers/l1.h"
#include "occam/regularizers/l1_l2.h"

namespace occam::cli {
namespace {

template <class T, class Given>
void take(T& setting, const std::optional<Given>& given) {
  if (given) setting = *given;
}

void take_penalty(const TrainFlags& flags, Recipe& recipe) {
  take(recipe.kernel_regularizer, flags.kernel_regularizer);
  take(recipe.bias_regularizer, flags.bias_regularizer);
  if (flags.sparsity) {
    const char* const other = flags.l1                   ? "--l1"
                              : flags.l2                 ? "--l2"
                              : flags.kernel_regularizer ? "--kernel-regularizer"
                                                         : nullptr;
    if (other != nullptr) {
      throw UsageError(fmt::format(
          "--sparsity and {} contradict each other. Expected one, or another penalty's share as in "
          "--kernel-regularizer group_l1:sparsity=0.9",
          other));
    }
    recipe.kernel_regularizer = regularizers::L1{.sparsity = *flags.sparsity};
  }
  if (!flags.l1 && !flags.l2) return;
  if (flags.kernel_regularizer) {
    throw UsageError(
        fmt::format("{} and --kernel-regularizer contradict each other. Expected one, as in "
                    "--kernel-regularizer l1l2:l1=1e-5,l2=1e-4",
                    flags.l1 ? "--l1" : "--l2"));
  }
  regularizers::L1L2 penalty;
  if (const auto* usual = recipe.kernel_regularizer.as<regularizers::L1L2>()) penalty = *usual;
  take(penalty.l1, flags.l1);
  take(penalty.l2, flags.l2);
  const bool none = penalty.l1.value() == 0 && penalty.l2.value() == 0;
  recipe.kernel_regularizer = none ? Regularizer() : Regularizer(penalty);
}

/// Has the penalty a share of zeros to reach?
bool has_target(const Regularizer& penalty) {
  if (!penalty || !penalty.has_fields()) return false;
  const Config config = penalty.config();
  const Config* const target = config.find("config")->find("sparsity");
  return target != nullptr && !target->is_null();
}

/// The one that --optimizer names, or the recipe's with its arguments; then those of short flags.
Optimizer optimizer_of(const TrainFlags& flags, const Optimizer& usual) {
  const auto& members = Optimizer::catalogue();
  Spec spec = flags.optimizer.value_or(
      Spec{std::string(members.find(usual.type()).name), *usual.config().find("config")});
  const std::vector<FieldInfo> fields = members.find(spec.name).fields();
  for (const auto& [flag, argument, value] :
       {std::tuple{"--learning-rate", "learning_rate", flags.learning_rate},
        std::tuple{"--momentum", "momentum", flags.momentum},
        std::tuple{"--weight-decay", "weight_decay", flags.weight_decay}}) {
    if (!value) continue;
    if (flags.optimizer && spec.arguments.find(argument) != nullptr) {
      throw UsageError(fmt::format("{0} and {1} in --optimizer contradict each other. Expected one",
                                   flag, argument));
    }
    const bool known = std::any_of(fields.begin(), fields.end(),
                                   [&](const FieldInfo& field) { return field.name == argument; });
    if (!known) {
      throw UsageError(fmt::format("{}: only for --optimizer {}. Received: --optimizer {}", flag,
                                   members_with<Optimizer>(argument), spec.name));
    }
    spec.arguments.set(argument, *value);
  }
  return member_of<Optimizer>("--optimizer", spec);
}

/// Flags of hidden layers where there are none, and of biases that are not there.
void refuse_without_effect(const TrainFlags& flags, Recipe& recipe) {
  if (!recipe.layers.empty()) {
    if (flags.bias_regularizer && recipe.batch_normalization) {
      throw UsageError(
          "--bias-regularizer: no effect, as hidden layers have no bias before batch "
          "normalization. Expected --no-batch-norm as well");
    }
    return;
  }
  for (const auto& [flag, given] : {std::pair{"--dropout", flags.dropout.value_or(0) > 0},
                                    std::pair{"--batch-norm", flags.batch_norm.value_or(false)},
                                    std::pair{"--activation", flags.activation.has_value()}}) {
    if (!given) continue;
    throw UsageError(fmt::format(
        "{}: no effect without hidden layers. Expected units in --layers. Received: --layers none",
        flag));
  }
  recipe.dropout = 0;
  recipe.batch_normalization = false;
}

Settings settings_from(const TrainFlags& flags, Recipe start) {
  const bool images = flags.is_fashion_mnist();
  Settings settings{.recipe = std::move(start), .seed = flags.seed};
  Recipe& recipe = settings.recipe;
  if (!flags.recipe_changes.is_null()) read_config(flags.recipe_changes, recipe);
  if (flags.layers) recipe.layers.assign(flags.layers->begin(), flags.layers->end());
  take(recipe.activation, flags.activation);
  take(recipe.kernel_initializer, flags.kernel_initializer);
  take_penalty(flags, recipe);
  take(recipe.dropout, flags.dropout);
  take(recipe.batch_normalization, flags.batch_norm);
  recipe.optimizer = optimizer_of(flags, recipe.optimizer);
  take(recipe.loss, flags.loss);
  take(recipe.ensemble, flags.ensemble);
  take(recipe.batch_size, flags.batch_size);
  take(recipe.epochs, flags.epochs);
  take(recipe.patience, flags.patience);
  if (flags.no_early_stopping) recipe.patience = 0;
  // Both choose the epoch in another way.
  if (flags.patience || flags.no_early_stopping) recipe.last_of_best = false;
  // The best epoch may be one before the share of zeros was reached.
  if (has_target(recipe.kernel_regularizer) && !flags.patience) {
    recipe.patience = 0;
    recipe.last_of_best = false;
  }
  // Early stopping needs rows to watch.
  if (images && recipe.patience > 0) recipe.validation_split = 0.1;
  take(recipe.validation_split, flags.validation_split);
  take(recipe.test_split, flags.test_split);
  if (flags.folds > 0) recipe.test_split = 0;  // each row is tested in its fold
  refuse_without_effect(flags, recipe);
  if (flags.patience && !flags.usual_patience && recipe.patience >= recipe.epochs) {
    settings.notes.push_back(fmt::format(
        "--patience {} stops nothing within {} epoch{}", static_cast<long long>(recipe.patience),
        static_cast<long long>(recipe.epochs), recipe.epochs == 1 ? "" : "s"));
  }
  return settings;
}

}  // namespace

Settings settings_of(const TrainFlags& flags) {
  return settings_from(flags, flags.is_fashion_mnist() ? fashion_mnist_recipe() : Recipe());
}

Settings settings_of(const TrainFlags& flags, const data::Target& target,
                     const TrainingFacts& facts, std::int64_t features) {
  if (!flags.is_tabular()) return settings_of(flags);
  Recipe recipe = tabular_recipe(target, facts, features);
  // Smoothed labels cost what these two measure.
  if (flags.metric == "log_loss" || flags.metric == "auc") recipe.label_smoothing = {};
  return settings_from(flags, std::move(recipe));
}

std::string smaller_step(const Optimizer& optimizer) {
  const Config config = optimizer.config();
  const Config* const rate = config.find("config")->find("learning_rate");
  if (rate == nullptr || rate->number() == nullptr) return {};
  double smaller = *rate->number() / 10;
  for (const FieldInfo& field : Optimizer::catalogue().find(optimizer.type()).fields()) {
    if (field.name == "learning_rate" && *field.standard.number() < *rate->number())
      smaller = *field.standard.number();
  }
  return fmt::format("--learning-rate {:.4g}", smaller);
}

std::string describe(const Recipe& recipe, const data::Target& target, std::int64_t inputs) {
  std::string text = std::to_string(inputs);
  for (const Int units : recipe.layers)
    text += fmt::format(" -> {}", static_cast<long long>(units));
  text += fmt::format(" -> {}", target.outputs());
  for (const auto& [used, name] :
       {std::pair{recipe.smooth_clip, "smooth clip"},
        std::pair{recipe.category_embedding, "category embedding"},
        std::pair{recipe.numeric_embedding, "periodic embedding"},
        std::pair{recipe.scaling, "scaling"}, std::pair{recipe.neural_tangent, "neural tangent"},
        std::pair{recipe.parametric_activation, "parametric activation"},
        std::pair{recipe.cosine_log, "learning rate in waves"},
        std::pair{recipe.last_of_best, "last of the best epochs"}}) {
    if (used) text += fmt::format(", {}", name);
  }
  if (recipe.batch_normalization) text += ", batch normalization";
  if (recipe.dropout.is_number() && recipe.dropout.value() > 0)
    text += fmt::format(", dropout {}", recipe.dropout.value());
  if (recipe.kernel_regularizer) text += ", penalty " + flag_text(recipe.kernel_regularizer);
  if (recipe.bias_regularizer) text += ", of biases " + flag_text(recipe.bias_regularizer);
  return text;
}

}  // namespace occam::cli
