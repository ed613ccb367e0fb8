#include "cli/train_flags.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "cli/arguments.h"
#include "cli/concepts.h"
#include "cli/flag_group.h"
#include "cli/flag_names.h"
#include "occam/evaluation/measure.h"
#include "occam/models/recipe.h"
#include "occam/regularizers/l1.h"
#include "occam/regularizers/l1_l2.h"

namespace occam::cli {
namespace {

std::string parse_metric(const std::string& flag, const std::string& text) {
  std::vector<std::string> names;
  for (const evaluation::Measure& measure : evaluation::all_measures()) {
    if (measure.name == text) return text;
    names.emplace_back(measure.name);
  }
  refuse_value(flag, "one of " + join(names), text);
}

/// "[0]", or "[fashion-mnist: 128; table: 32]" where the defaults differ.
std::string defaults(const std::string& images, const std::string& table) {
  if (images == table) return " [" + table + "]";
  return " [fashion-mnist: " + images + "; table: " + table + "]";
}
/// The defaults of a recipe's field.
std::string defaults_of(std::string_view field) {
  const Config images = config_of(fashion_mnist_recipe()), table = config_of(Recipe());
  return defaults(flag_text(*images.find(field)), flag_text(*table.find(field)));
}
template <class H>
std::string defaults_of(H Recipe::*member) {
  return defaults(flag_text(fashion_mnist_recipe().*member), flag_text(Recipe().*member));
}

/// The flag that sets this field of a recipe, as every command that trains calls it.
std::string flag_of(std::string_view field) {
  return with_known_flags({"--" + std::string(field)}).front();
}

/// Throws UsageError for a change that is no field's, or one that a flag makes.
void check_recipe_changes(const std::string& flag, const Config& changes) {
  if (changes.is_null()) return;
  const std::vector<FieldInfo> own = recipe_arguments(Recipe());
  const Config all = config_of(Recipe());
  for (const ConfigEntry& entry : *changes.entries()) {
    if (all.find(entry.key) == nullptr ||
        std::ranges::find(own, entry.key, &FieldInfo::name) != own.end())
      continue;
    throw UsageError(fmt::format("{}: {} has a flag of its own. Expected {}", flag, entry.key,
                                 flag_of(entry.key)));
  }
  try {
    Recipe recipe;
    read_config(changes, recipe);
    check_fields(recipe);
  } catch (const InvalidArgument& error) {
    throw UsageError(flag + ": " + error.what());
  }
}

}  // namespace

std::vector<FieldInfo> recipe_arguments(const Recipe& standard) {
  TrainFlags flags;
  const std::vector<std::string> declared =
      declared_flags([&flags](CLI::App& command) { declare(command, flags); });
  std::vector<FieldInfo> fields = field_infos(standard);
  std::erase_if(fields,
                [&](const FieldInfo& field) { return is_among(declared, flag_of(field.name)); });
  return fields;
}

void declare_network(FlagGroup group, TrainFlags& flags) {
  group.value("--recipe", "SPEC",
              "tabular: a network that is good on tables without tuning; simple: the plain network "
              "of the defaults below. The other flags change it, and its own arguments what has no "
              "flag: tabular:smooth_clip=false (occam help recipes) [tabular]",
              [&flags](const std::string& own, const std::string& text) {
                const Spec spec = parse_member(own, text);
                flags.for_tables.push_back(own);
                flags.recipe = parse_choice<RecipeKind>(
                    own, spec.name,
                    {{"tabular", RecipeKind::kTabular}, {"simple", RecipeKind::kSimple}});
                check_recipe_changes(own, spec.arguments);
                flags.recipe_changes = spec.arguments;
              });
  group.integer("--ensemble", 1, 100,
                "Networks whose predictions are averaged. They differ in the seed and, of a table, "
                "in the rows they hold out to watch [table: 4, of long fits fewer; else 1]",
                flags.ensemble);
  group.value("--layers", "UNITS,...",
              "Units of the hidden layers; none: no hidden layer" + defaults_of("layers"),
              [&flags](const std::string& own, const std::string& text) {
                flags.layers = parse_layers(own, text);
              });
  group.member("--activation", "Of the hidden layers" + defaults_of(&Recipe::activation),
               flags.activation);
  group.number("--l1", field_of(&regularizers::L1L2::l1).range,
               "Adds l1 * sum |w| over the hidden kernels (without hidden layers: the output's) "
               "to the loss",
               flags.l1);
  group.number("--l2", field_of(&regularizers::L1L2::l2).range,
               "Adds l2 * sum w^2 over the same kernels", flags.l2);
  group.number(
      "--sparsity", field_of(&regularizers::L1::sparsity).range,
      "Share of the same kernels' weights that is to be exactly zero: an L1 penalty adapts "
      "to it, epoch by epoch, and the last epoch's weights are kept [none]",
      flags.sparsity);
  group.member("--kernel-regularizer",
               "Penalty on the same kernels, instead of --l1 and --l2" +
                   defaults_of(&Recipe::kernel_regularizer),
               flags.kernel_regularizer);
  group.member("--bias-regularizer",
               "Penalty on the biases of the same layers" + defaults_of(&Recipe::bias_regularizer),
               flags.bias_regularizer);
  group.number("--dropout", field_of(&Recipe::dropout).range,
               "Share of a hidden layer's outputs set to 0 in each step" + defaults_of("dropout"),
               flags.dropout);
  group.toggle("--batch-norm", "Batch normalization before each hidden activation [fashion-mnist]",
               [&flags] { flags.batch_norm = true; });
  group.toggle("--no-batch-norm", "None [table]", [&flags] {
    if (flags.batch_norm)
      throw UsageError("--batch-norm and --no-batch-norm contradict each other. Expected one");
    flags.batch_norm = false;
  });
  group.member("--kernel-initializer,--initializer",
               "Initial kernels" + defaults_of(&Recipe::kernel_initializer),
               flags.kernel_initializer);
}

void declare_training(FlagGroup group, TrainFlags& flags) {
  group.value("--optimizer", "SPEC",
              "Rule of a step" + defaults_of(&Recipe::optimizer) + ": " + member_names<Optimizer>(),
              [&flags](const std::string& own, const std::string& text) {
                flags.optimizer = parse_member(own, text);
                static_cast<void>(member_of<Optimizer>(own, *flags.optimizer));
              });
  group.number("--learning-rate", above(0),
               "Size of a step, as argument learning_rate of --optimizer [the optimizer's]",
               flags.learning_rate);
  group.number("--momentum", between(0, 1),
               "Only for --optimizer " + members_with<Optimizer>("momentum") +
                   ", as its argument momentum [0]",
               flags.momentum);
  group.number(
      "--weight-decay", at_least(0),
      "Share of a weight that learning_rate takes away in a step, as argument weight_decay "
      "of --optimizer [none]",
      flags.weight_decay);
  group.value(
      "--class-weight", "HOW",
      "balanced: a class weighs n / (classes * its rows) in the loss; none [none]",
      [&flags](const std::string& own, const std::string& text) {
        flags.balanced = parse_choice<bool>(own, text, {{"none", false}, {"balanced", true}});
      });
  group.value("--metric", "NAME",
              "What early stopping watches and the verdict is about, and for balanced_accuracy how "
              "classes are chosen: accuracy, balanced_accuracy, log_loss, auc, f1; rmse, mae, r2 "
              "[accuracy; rmse]",
              [&flags](const std::string& own, const std::string& text) {
                flags.metric = parse_metric(own, text);
              });
  group.member("--loss", "What is minimised, which has to fit the target [the target's]",
               flags.loss);
  group.integer("--batch-size", 1, std::int64_t{1} << 24, "Rows a step" + defaults_of("batch_size"),
                flags.batch_size);
  group.integer("--epochs", 1, 1'000'000'000, "At most" + defaults_of("epochs"), flags.epochs);
  group.integer(
      "--patience", 1, 1'000'000'000,
      "Stop when the held-out rows' loss (or --metric) has not improved for N epochs, and "
      "take the best epoch's weights back" +
          defaults("no early stopping", flag_text(Config(Recipe().patience + 0))),
      flags.patience);
  group.toggle("--no-early-stopping", "Train for all epochs, keep the last weights",
               [&flags] { flags.no_early_stopping = true; });
  group.number("--validation-split", from_below(0, 1),
               "Share of the rows held out to watch, of fashion-mnist's training rows "
               "[fashion-mnist: 0, with --patience 0.1; table: 0.2]",
               flags.validation_split);
  group.integer("--seed", 0, std::numeric_limits<std::int64_t>::max(),
                "Another seed: another split, other initial weights and masks [0]", flags.seed);
  group.integer("--threads", 0, 1024, "0: one a core. No result depends on it [0]", flags.threads);
}

void declare(CLI::App& command, TrainFlags& flags) {
  FlagGroup table{command, "Table"};
  declare_table(table, flags.table);
  table.value("--test-split", "NUMBER", "Share of the rows for the final test [0.2]",
              [&flags](const std::string& own, const std::string& text) {
                flags.for_tables.push_back(own);
                flags.test_split = parse_number(own, text, {0, 1, true, true});
              });
  table.value("--cv", "K",
              "Cross-validation: each of K folds is tested by a network trained on the others; "
              "mean and deviation of each measure, no final test. Folds as --split says (of "
              "time: each by what came before) [no]",
              [&flags](const std::string& own, const std::string& text) {
                flags.for_tables.push_back(own);
                flags.folds = parse_integer(own, text, 2, 1000);
              });
  FlagGroup images{command, "Fashion-MNIST"};
  images.value("--data", "FOLDER",
               "Where its four files lie [$OCCAM_DATA, then /usr/share/datasets/fashion-mnist]",
               [&flags](const std::string& own, const std::string& text) {
                 if (text.empty()) refuse_value(own, "a folder", text);
                 flags.for_images.push_back(own);
                 flags.folder = text;
               });
  declare_network({command, "Network"}, flags);
  declare_training({command, "Training"}, flags);
  declare({command, "Interruption"}, flags.checkpoint);
  FlagGroup output{command, "Output"};
  output.value("--save", "FILE.keras",
               "Keeps the network, for a table with all that occam predict needs (.h5: Keras's "
               "older form)",
               [&flags](const std::string& own, const std::string& text) {
                 if (text.empty())
                   refuse_value(own, "a file name that ends in .keras or .h5", text);
                 flags.save = text;
               });
  output.toggle(
      "--no-shrink",
      "Keeps in the file of --save what zeros have made idle: units, and a table's columns, "
      "that no prediction depends on",
      [&flags] { flags.shrinks = false; });
  output.toggle("--penalties",
                "Before training, tells of each weight its penalty, constraint and weight decay",
                [&flags] { flags.penalties = true; });
  output.toggle("-q,--quiet", "No messages and no progress: the result only",
                [&flags] { flags.quiet = true; });
  output.toggle("--json", "The result as one JSON object (docs/cli.md)",
                [&flags] { flags.json = true; });
}

void take_operand(TrainFlags& flags, const std::string& operand) {
  take_data(operand, flags.data, flags.table.reading);
}

void check_early_stopping(const TrainFlags& flags) {
  if (flags.patience && flags.no_early_stopping) {
    throw UsageError("--patience and --no-early-stopping contradict each other. Expected one");
  }
  const bool stops = flags.patience || (!flags.is_fashion_mnist() && !flags.no_early_stopping);
  if (stops && flags.validation_split && *flags.validation_split == 0.0) {
    refuse_value("--validation-split",
                 "a share > 0 and < 1, as early stopping watches held-out rows, or "
                 "--no-early-stopping as well",
                 "0");
  }
}

void check(TrainFlags& flags) {
  if (flags.data.empty()) {
    throw UsageError(
        "DATA: nothing to train on. Expected fashion-mnist, a CSV file, or - for standard input, "
        "as in: occam train data/wine.csv --target cultivator");
  }
  if (flags.is_fashion_mnist() && !flags.table.reading.more_files.empty()) {
    throw UsageError("unexpected argument '" + flags.table.reading.more_files.front() +
                     "'. Expected fashion-mnist alone");
  }
  std::vector<std::string> misplaced =
      flags.is_fashion_mnist() ? flags.for_tables : flags.for_images;
  if (flags.is_fashion_mnist()) {
    for (const auto* given : {&flags.table.given, &flags.table.reading.given}) {
      misplaced.insert(misplaced.end(), given->begin(), given->end());
    }
  }
  if (!misplaced.empty()) {
    throw UsageError(misplaced.front() + ": only for " +
                     (flags.is_fashion_mnist() ? "tables. Expected a CSV file as DATA"
                                               : "Fashion-MNIST. Expected fashion-mnist as DATA") +
                     ". Received: " + flags.data);
  }
  check_early_stopping(flags);
  if (flags.folds > 0 && !(flags.save.empty() && flags.checkpoint.path.empty())) {
    throw UsageError(
        std::string(flags.save.empty() ? "--checkpoint" : "--save") +
        ": no effect with --cv, which keeps none of its networks. Expected one of them");
  }
  if (flags.penalties && (flags.folds > 0 || flags.quiet)) {
    throw UsageError(std::string("--penalties: no effect with ") +
                     (flags.quiet ? "--quiet" : "--cv") + ". Expected one of them");
  }
  if (!flags.shrinks && flags.save.empty())
    throw UsageError("--no-shrink: no effect without --save. Expected both");
  if (flags.sparsity && flags.patience) {
    throw UsageError(
        "--sparsity and --patience contradict each other: the best epoch may be one before the "
        "share was reached. Expected one");
  }
  if (flags.folds > 0 && flags.test_split) {
    throw UsageError(
        "--test-split: no effect with --cv, which tests each row in one of its folds. Expected one "
        "of them");
  }
  if (flags.folds == 0 &&
      flags.validation_split.value_or(0.2) + flags.test_split.value_or(0.2) >= 1.0 &&
      !flags.is_fashion_mnist()) {
    refuse_value("--validation-split plus --test-split",
                 "less than 1, so that rows to train on remain",
                 to_text(flags.validation_split.value_or(0.2) + flags.test_split.value_or(0.2)));
  }
}

}  // namespace occam::cli
