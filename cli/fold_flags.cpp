#include "cli/fold_flags.h"

#include "cli/flag_group.h"
#include "cli/output_file.h"

namespace occam::cli {

void declare_folds(FlagGroup group, TrainFlags& flags) {
  flags.folds = 5;
  group.integer(
      "--folds", 2, 1000,
      "Of the cross-validation. Folds as --split says (of time: each by what came before) "
      "[5]",
      flags.folds);
}

void declare_choice(FlagGroup group, const std::string& chosen, FoldChoice& choice) {
  group.value("--choose", "RULE",
              "1se: " + chosen + " within one standard error of the best; min: the best [1se]",
              [&choice](const std::string& own, const std::string& text) {
                choice = parse_choice<FoldChoice>(
                    own, text,
                    {{"1se", FoldChoice::kOneStandardError}, {"min", FoldChoice::kBest}});
              });
}

void declare_fold_output(FlagGroup group, TrainFlags& flags) {
  group.value("--save", "FILE.keras",
              "Keeps the chosen network, trained on all rows and made as small as its zeros allow, "
              "with all that occam predict needs",
              [&flags](const std::string& own, const std::string& text) {
                if (text.empty()) refuse_value(own, "a file name that ends in .keras or .h5", text);
                flags.save = text;
              });
  group.toggle("-q,--quiet", "No messages and no progress: the result only",
               [&flags] { flags.quiet = true; });
  group.toggle("--json", "The result as one JSON object (docs/cli.md)",
               [&flags] { flags.json = true; });
}

void check_fold_table(TrainFlags& flags, const std::string& command) {
  if (flags.data.empty()) {
    throw UsageError(
        "DATA: nothing to train on. Expected a CSV file, or - for standard input, as in: occam " +
        command + " data/wine.csv --target cultivator");
  }
  if (flags.is_fashion_mnist())
    refuse_value("DATA", "a CSV file, as occam " + command + " is for tables", flags.data);
  if (flags.ensemble.value_or(1) > 1)
    refuse_flag("--ensemble", "occam " + command + " trains one network a setting. Expected 1");
  flags.ensemble = 1;  // the tabular recipe's is larger
  check_early_stopping(flags);
}

void train_to_rest(TrainFlags& flags) {
  constexpr std::int64_t kEpochs = 400, kPatience = 20;
  if (!flags.recipe) flags.recipe = RecipeKind::kSimple;
  if (flags.recipe != RecipeKind::kSimple) return;
  if (!flags.epochs) flags.epochs = kEpochs;
  if (flags.patience || flags.no_early_stopping) return;
  flags.patience = kPatience;
  flags.usual_patience = true;
}

void check_kept_file(const TrainFlags& flags, const std::string& flag, const std::string& file) {
  std::vector<std::string> inputs = flags.table.reading.more_files;
  inputs.push_back(flags.data);
  inputs.push_back(flags.save);
  check_output(flag, file, inputs);
}

std::vector<std::string> numbers_of(const Regularizer& penalty) {
  std::vector<std::string> names;
  const Config config = penalty.config();
  if (const Config::Map* entries = config.find("config")->entries()) {
    for (const ConfigEntry& entry : *entries) {
      if (entry.value.number() != nullptr) names.push_back(entry.key);
    }
  }
  return names;
}

void refuse_flag(const std::string& flag, const std::string& why) {
  throw UsageError(flag + ": " + why);
}

}  // namespace occam::cli
