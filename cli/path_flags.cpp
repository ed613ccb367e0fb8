#include "cli/path_flags.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/arguments.h"
#include "cli/checkpoint.h"
#include "cli/concepts.h"
#include "cli/flag_group.h"
#include "cli/output_file.h"
#include "cli/save.h"
#include "occam/regularizers/l1.h"

namespace occam::cli {
namespace {

// A path wants networks that have come to rest: larger steps and a longer patience than training.
constexpr double kUsualRate = 0.01;
constexpr std::int64_t kUsualEpochs = 400, kUsualPatience = 20;
/// Stands where the lambdas of the path will.
constexpr double kAnyFactor = 1e-3;

std::vector<double> parse_values(const std::string& flag, const std::string& text) {
  std::vector<double> values;
  for (const std::string& item : split_list(text))
    values.push_back(parse_number(flag, item, at_least(0)));
  std::sort(values.rbegin(), values.rend());
  if (std::adjacent_find(values.begin(), values.end()) != values.end())
    refuse_value(flag, "different numbers", text);
  return values;
}

void declare_path(FlagGroup group, PathFlags& flags) {
  group.integer("--lambdas", 2, 1000,
                "Values of the penalty, falling from the smallest at which nothing is left [20]",
                flags.lambdas);
  group.value("--values", "NUMBER,...", "These values instead",
              [&flags](const std::string& own, const std::string& text) {
                flags.values = parse_values(own, text);
              });
  group.number("--ratio", Range{0, 1, true, true},
               "The smallest value over the largest [1e-4; 1e-2 with no more rows than features]",
               flags.ratio);
  group.value("--over", "NAME",
              "The number of --kernel-regularizer that changes [l1, group_l1 or l0]",
              [&flags](const std::string&, const std::string& text) { flags.over = text; });
  group.toggle("--warm",
               "Each network starts where that of the next smaller value has ended, from the "
               "dense to the sparse: slower, as only folds train together",
               [&flags] { flags.warm = true; });
  group.toggle("--relaxed",
               "Every network is trained again without the penalty, its zeros kept, and judged so: "
               "no weight that is kept is shrunk, and fewer are needed",
               [&flags] { flags.relaxed = true; });
  group.toggle("--adaptive",
               "A second path, whose penalty is small where the best network of the first reaches "
               "far and large elsewhere (adaptive lasso): fewer columns that say nothing",
               [&flags] { flags.adaptive = true; });
  group.integer(
      "--folds", 2, 1000,
      "Of the cross-validation. Folds as --split says (of time: each by what came before) "
      "[5]",
      flags.train.folds);
  group.value(
      "--choose", "RULE",
      "1se: the sparsest network within one standard error of the best; min: the best [1se]",
      [&flags](const std::string& own, const std::string& text) {
        flags.choice = parse_choice<PathChoice>(
            own, text, {{"1se", PathChoice::kOneStandardError}, {"min", PathChoice::kBest}});
      });
  group.integer(
      "--stability", 2, 10'000,
      "Trains the path on N random halves of the rows too, and tells how often each column "
      "is used [none]",
      flags.stability);
  group.integer("--stack", 1, 100'000,
                "Networks that train together at most; no result depends on it [64]", flags.stack);
}

void refuse(const char* flag, const char* why) { throw UsageError(std::string(flag) + ": " + why); }

/// The penalty that the path is over, and which number of it.
void choose_penalty(PathFlags& flags) {
  TrainFlags& train = flags.train;
  if (train.l1) refuse("--l1", "the path itself goes over its values. Expected --values");
  if (train.l2 && !train.kernel_regularizer) {
    train.l1 = kAnyFactor;
    if (flags.over.empty()) flags.over = "l1";
    return;
  }
  if (!train.kernel_regularizer) train.kernel_regularizer = regularizers::L1{};
  const Config config = train.kernel_regularizer->config();
  const Config& numbers = *config.find("config");
  const auto has = [&](std::string_view name) { return numbers.find(name) != nullptr; };
  if (flags.over.empty()) {
    for (const char* name : {"l1", "group_l1", "l0"}) {
      if (flags.over.empty() && has(name)) flags.over = name;
    }
  }
  std::vector<std::string> known;
  if (const Config::Map* entries = numbers.entries()) {
    for (const ConfigEntry& entry : *entries) {
      if (entry.value.number() != nullptr) known.push_back(entry.key);
    }
  }
  if (std::find(known.begin(), known.end(), flags.over) == known.end()) {
    refuse_value("--over", "one of " + join(known) + ", of --kernel-regularizer",
                 flags.over.empty() ? "nothing" : flags.over);
  }
  if (flags.over == "l2" && flags.values.empty())
    refuse("--over", "l2 makes no exact zeros to begin at. Expected --values as well");
}

void check_checkpoint(const PathFlags& flags) {
  if (flags.checkpoint.empty()) {
    if (flags.resume) refuse("--resume", "no checkpoint given. Expected --checkpoint FILE as well");
    return;
  }
  std::vector<std::string> inputs = flags.train.table.reading.more_files;
  inputs.push_back(flags.train.data);
  inputs.push_back(flags.train.save);
  check_output("--checkpoint", flags.checkpoint, inputs);
  check_not_left(flags.checkpoint, flags.resume);
}

}  // namespace

void declare(CLI::App& command, PathFlags& flags) {
  flags.train.folds = 5;
  declare_table({command, "Table"}, flags.train.table);
  declare_path({command, "Path"}, flags);
  declare_network({command, "Network"}, flags.train);
  declare_training({command, "Training"}, flags.train);
  FlagGroup interruption{command, "Interruption"};
  interruption.value("--checkpoint", "FILE",
                     "Keeps what is trained, from which the run can go on after an interruption",
                     [&flags](const std::string& own, const std::string& text) {
                       if (text.empty()) refuse_value(own, "a name of a file", text);
                       flags.checkpoint = text;
                     });
  interruption.toggle(
      "--resume",
      "Go on from the checkpoint if it is there. Networks of the same data and flags "
      "are taken from it, all others trained",
      [&flags] { flags.resume = true; });
  FlagGroup output{command, "Output"};
  output.value(
      "--save", "FILE.keras",
      "Keeps the chosen network, trained on all rows and made as small as its zeros allow, "
      "with all that occam predict needs",
      [&flags](const std::string& own, const std::string& text) {
        if (text.empty()) refuse_value(own, "a file name that ends in .keras or .h5", text);
        flags.train.save = text;
      });
  output.toggle("-q,--quiet", "No messages and no progress: the result only",
                [&flags] { flags.train.quiet = true; });
  output.toggle("--json", "The result as one JSON object (docs/cli.md)",
                [&flags] { flags.train.json = true; });
}

void take_operand(PathFlags& flags, const std::string& operand) {
  take_operand(flags.train, operand);
}

void check(PathFlags& flags) {
  TrainFlags& train = flags.train;
  if (train.data.empty()) {
    throw UsageError(
        "DATA: nothing to train on. Expected a CSV file, or - for standard input, as in: occam "
        "path "
        "data/wine.csv --target cultivator");
  }
  if (train.is_fashion_mnist())
    refuse_value("DATA", "a CSV file, as a path is of a table", train.data);
  if (train.ensemble > 1)
    refuse("--ensemble", "a path is of one network for each lambda. Expected 1");
  train.ensemble = 1;  // the tabular recipe's is larger
  check_early_stopping(train);
  choose_penalty(flags);
  if (!flags.values.empty() && flags.ratio)
    refuse("--ratio", "no effect with --values. Expected one of them");
  if (!train.recipe) train.recipe = RecipeKind::kSimple;
  if (train.recipe == RecipeKind::kSimple) {
    if (!train.optimizer && !train.learning_rate) train.learning_rate = kUsualRate;
    if (!train.epochs) train.epochs = kUsualEpochs;
    if (!train.patience && !train.no_early_stopping) train.patience = kUsualPatience;
  }
  check_save(train);
  check_checkpoint(flags);
}

}  // namespace occam::cli
