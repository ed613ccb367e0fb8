#include "cli/tune_flags.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "cli/arguments.h"
#include "cli/concepts.h"
#include "cli/flag_group.h"
#include "cli/save.h"
#include "cli/search_flags.h"
#include "occam/base/quoted.h"
#include "occam/optimizers/optimizer.h"
#include "occam/regularizers/l1_l2.h"

namespace occam::cli {
namespace {

using selection::DrawnValues;
using selection::SearchAxis;
using selection::SearchItem;

/// Stands where a number that is searched will, within the range of each of them.
constexpr double kAnyNumber = 0.1;
constexpr std::int64_t kUsualTrials = 64;

constexpr SearchFlag kOver{
    .flag = "--over", .axis = "", .usual = "", .help = "", .range = at_least(0)};

/// Flags of occam train that mean the same but stand beside a search.
constexpr std::pair<const char*, const char*> kOtherHelp[] = {
    {"--layers",
     "Units of the hidden layers, instead of --width and --depth; none: no hidden layer"},
    {"--batch-norm",
     "Batch normalization before each hidden activation [searched: with and without]"},
    {"--no-batch-norm", "None [searched]"},
    {"--metric",
     "What networks are compared by and the verdict is about: accuracy, balanced_accuracy, "
     "log_loss, auc, f1; rmse, mae, r2 [log_loss; rmse]"},
    {"--batch-size", "Rows a step [32]"},
    {"--epochs", "At most, of the highest rung [400]"},
    {"--patience",
     "Stop when the held-out rows' loss has not improved for N epochs, and take the best epoch's "
     "weights back [20]"},
    {"--validation-split", "Share of the rows held out to watch [0.2]"}};

double parse_seconds(const std::string& flag, const std::string& text) {
  constexpr std::pair<char, double> kUnits[] = {{'s', 1}, {'m', 60}, {'h', 3600}};
  for (const auto& [unit, seconds] : kUnits) {
    if (text.size() > 1 && text.back() == unit)
      return parse_number(flag, text.substr(0, text.size() - 1), above(0)) * seconds;
  }
  refuse_value(flag, "a time as 60s, 5m or 1h", text);
}

void declare_search(FlagGroup group, TuneFlags& flags) {
  group.value("--budget", "TIME",
              "Of wall time, as 60s, 5m or 1h, with what a journal has spent: no stack is begun "
              "after it [none]",
              [&flags](const std::string& own, const std::string& text) {
                flags.budget = parse_seconds(own, text);
              });
  group.value("--trials", "N", "At most [64; without end with --budget]",
              [&flags](const std::string& own, const std::string& text) {
                flags.trials = parse_integer(own, text, 1, 1'000'000'000);
              });
  group.value("--search", "HOW",
              "asha: many trials for few epochs, the best again for more; random: each for all "
              "epochs [asha]",
              [&flags](const std::string& own, const std::string& text) {
                flags.halving = parse_choice<bool>(own, text, {{"asha", true}, {"random", false}});
              });
  const auto of_asha = [&](const char* flag, std::int64_t high, const char* help,
                           std::int64_t& number) {
    group.value(flag, "N", help,
                [&flags, &number, high](const std::string& own, const std::string& text) {
                  flags.for_asha.push_back(own);
                  number = parse_integer(own, text, 2, high);
                });
  };
  of_asha("--rungs", 20, "Of asha: the highest has --epochs [4]", flags.rungs);
  of_asha("--reduction", 100,
          "Of asha: one of N goes on to the next rung, of N times the epochs [3]",
          flags.reduction_factor);
  group.integer("--turn", 1, 100'000,
                "Trials that are begun or go on together, by the results of all before [32]",
                flags.turn);
  declare_folds(group, flags.train);
  declare_choice(group, "the network of the fewest numbers", flags.choice);
  group.integer("--stack", 1, 100'000,
                "Networks that train together at most; no result depends on it [64]", flags.stack);
}

/// What is searched: flags of occam train that take more than one value here.
void declare_axes(FlagGroup group, TuneFlags& flags) {
  for (const SearchFlag& each : search_flags()) {
    const std::string flag(each.flag);
    remove_flag(group.command, flag);
    group.value(flag, "VALUES", std::string(each.help) + fmt::format(" [{}]", each.usual),
                [&flags, &each](const std::string& own, const std::string& text) {
                  flags.given[own] = parse_items(each, text);
                });
  }
  group.value("--over", "NAME=VALUES",
              "Searches this number of --kernel-regularizer, as in l1=1e-5:1e-2",
              [&flags](const std::string& own, const std::string& text) {
                const std::size_t sign = text.find('=');
                if (sign == text.npos || sign == 0)
                  refuse_value(own, "NAME=VALUES, as l1=1e-5:1e-2", text);
                flags.over = text.substr(0, sign);
                flags.given[own] = parse_items(kOver, text.substr(sign + 1));
              });
}

bool has_field(const TrainFlags& train, std::string_view name) {
  const std::string optimizer = train.optimizer ? train.optimizer->name : "adam";
  const auto fields = Optimizer::catalogue().find(optimizer).fields();
  return std::ranges::any_of(fields, [&](const FieldInfo& field) { return field.name == name; });
}

/// Whether the flag is of use when nobody has given it.
bool applies(const SearchFlag& flag, const TrainFlags& train) {
  if (flag.number == &TrainFlags::l1 || flag.number == &TrainFlags::l2)
    return !train.kernel_regularizer;
  if (flag.number == &TrainFlags::dropout) return !train.layers || !train.layers->empty();
  const std::string_view argument = flag.axis.substr(flag.axis.find('/') + 1);
  return has_field(train, argument) &&
         !(train.optimizer && train.optimizer->arguments.find(argument) != nullptr);
}

void complete_shape(TuneFlags& flags) {
  TrainFlags& train = flags.train;
  if (train.layers) {
    for (const char* flag : {"--width", "--depth"}) {
      if (flags.given.contains(flag))
        refuse_flag(flag, "no effect with --layers, which says all units. Expected one of them");
    }
  } else {
    for (const SearchFlag& each : search_flags()) {
      if (each.number != nullptr) continue;
      const auto given = flags.given.find(std::string(each.flag));
      flags.space.push_back(axis_of(each, given != flags.given.end()
                                              ? given->second
                                              : parse_items(each, std::string(each.usual))));
    }
  }
  if (train.batch_norm || (train.layers && train.layers->empty())) return;
  if (train.bias_regularizer) {
    refuse_flag("--bias-regularizer",
                "no effect with batch normalization, which is searched. Expected --no-batch-norm "
                "as well");
  }
  flags.space.push_back(
      {.name = std::string(kBatchNorm), .items = {{0, 0}, {1, 1}}, .integer = true, .shape = true});
}

void complete_numbers(TuneFlags& flags) {
  for (const SearchFlag& each : search_flags()) {
    if (each.number == nullptr) continue;
    const auto given = flags.given.find(std::string(each.flag));
    if (given == flags.given.end() && !applies(each, flags.train)) continue;
    SearchAxis axis =
        axis_of(each, given != flags.given.end() ? given->second
                                                 : parse_items(each, std::string(each.usual)));
    flags.train.*each.number = axis.is_fixed() ? axis.items[0].low : kAnyNumber;
    if (!axis.is_fixed()) flags.space.push_back(std::move(axis));
  }
}

void complete_over(TuneFlags& flags) {
  if (flags.over.empty()) return;
  if (!flags.train.kernel_regularizer)
    refuse_flag("--over", "no penalty given. Expected --kernel-regularizer as well");
  const std::vector<std::string> known = numbers_of(*flags.train.kernel_regularizer);
  if (std::ranges::find(known, flags.over) == known.end())
    refuse_value("--over", "one of " + join(known) + ", of --kernel-regularizer", flags.over);
  SearchAxis axis = axis_of(kOver, flags.given.at("--over"));
  axis.name = over_axis(flags);
  axis.shape = false;
  flags.space.push_back(std::move(axis));
}

/// Whether networks have L1L2 whatever its two numbers are.
bool has_l1_l2(const TuneFlags& flags) {
  return flags.over.empty() && std::ranges::any_of(flags.space, [](const SearchAxis& axis) {
           return axis.name.starts_with("kernel_regularizer/");
         });
}

const SearchFlag* number_flag(const std::string& axis) {
  const auto flags = search_flags();
  const auto found = std::ranges::find_if(
      flags, [&](const SearchFlag& each) { return each.number != nullptr && each.axis == axis; });
  return found == flags.end() ? nullptr : &*found;
}

Regularizer with_number(const Regularizer& penalty, const std::string& name, double value) {
  Config arguments = *penalty.config().find("config");
  arguments.set(name, value);
  return Regularizer::catalogue().make(penalty.type(), arguments);
}

}  // namespace

std::string over_axis(const TuneFlags& flags) {
  return flags.over.empty() ? "" : "kernel_regularizer/" + flags.over;
}

void declare(CLI::App& command, TuneFlags& flags) {
  declare_table({command, "Table"}, flags.train.table);
  declare_search({command, "Search"}, flags);
  declare_network({command, "Fixed network"}, flags.train);
  declare_training({command, "Fixed training"}, flags.train);
  declare_axes({command, "What is searched: VALUES are numbers and ranges LOW:HIGH, by commas"},
               flags);
  // A trial is one network of the plain recipe, whose share of zeros is what the search finds.
  for (const char* flag : {"--recipe", "--ensemble", "--sparsity"}) remove_flag(command, flag);
  for (const auto& [flag, help] : kOtherHelp) describe_flag(command, flag, help);
  FlagGroup interruption{command, "Interruption"};
  interruption.value("--journal", "FILE",
                     "Keeps a JSON line for each trial and rung as soon as it is trained, to be "
                     "read while the search runs and to go on from",
                     [&flags](const std::string& own, const std::string& text) {
                       if (text.empty()) refuse_value(own, "a name of a file", text);
                       flags.journal = text;
                     });
  interruption.value("--resume", "FILE",
                     "Go on with this journal if it is there: what it holds is not trained again, "
                     "and the result is that of a run without an interruption",
                     [&flags](const std::string& own, const std::string& text) {
                       if (text.empty()) refuse_value(own, "a journal's file", text);
                       if (!flags.journal.empty() && flags.journal != text)
                         refuse_flag(own, "another file than --journal. Expected one of them");
                       flags.journal = text;
                       flags.resume = true;
                     });
  declare_fold_output({command, "Output"}, flags.train);
}

void take_operand(TuneFlags& flags, const std::string& operand) {
  take_operand(flags.train, operand);
}

void check(TuneFlags& flags) {
  check_fold_table(flags.train, "tune");
  if (!flags.halving && !flags.for_asha.empty())
    refuse_flag(flags.for_asha.front(),
                "no effect with --search random, which trains each trial for all epochs. Expected "
                "--search asha");
  train_to_rest(flags.train);
  complete_shape(flags);
  complete_numbers(flags);
  complete_over(flags);
  if (flags.space.empty() ||
      std::ranges::all_of(flags.space, [](const SearchAxis& axis) { return axis.is_fixed(); })) {
    throw UsageError(
        "tune: every number is fixed, so that there is nothing to search. Expected several VALUES "
        "of one at least, or occam train --cv");
  }
  if (!flags.trials && !flags.budget) flags.trials = kUsualTrials;
  check_save(flags.train);
  if (flags.journal.empty()) return;
  check_kept_file(flags.train, flags.resume ? "--resume" : "--journal", flags.journal);
  std::error_code unknown;
  if (!flags.resume && std::filesystem::exists(flags.journal, unknown)) {
    throw UsageError(
        fmt::format("--journal: {} is there already. Expected --resume {} to go on "
                    "with it, or another name",
                    in_quotes(flags.journal), shell_word(flags.journal)));
  }
}

std::vector<std::int64_t> rung_epochs(const TuneFlags& flags, std::int64_t most) {
  std::vector<std::int64_t> epochs = {most};
  double share = static_cast<double>(most);
  for (std::int64_t rung = 1; flags.halving && rung < flags.rungs; ++rung) {
    share /= static_cast<double>(flags.reduction_factor);
    const auto fewer = static_cast<std::int64_t>(std::lround(share));
    if (fewer < 1 || fewer >= epochs.back()) break;
    epochs.push_back(fewer);
  }
  std::ranges::reverse(epochs);
  return epochs;
}

TrainFlags with_values(const TuneFlags& flags, const DrawnValues& values, std::int64_t epochs) {
  TrainFlags train = flags.train;
  train.epochs = epochs;
  std::int64_t width = 0, depth = 0;
  for (const auto& [name, value] : values) {
    if (name == kWidth) {
      width = static_cast<std::int64_t>(value);
    } else if (name == kDepth) {
      depth = static_cast<std::int64_t>(value);
    } else if (name == kBatchNorm) {
      train.batch_norm = value != 0;
    } else if (name == over_axis(flags)) {
      train.kernel_regularizer = with_number(*train.kernel_regularizer, flags.over, value);
    } else {
      train.*number_flag(name)->number = value;
    }
  }
  if (has_l1_l2(flags) && train.l1 == 0.0 && train.l2 == 0.0) {
    // Without the penalty sums are rounded in another order than in the networks of its stack.
    train.l1.reset();
    train.l2.reset();
    train.kernel_regularizer = regularizers::L1L2{};
  }
  if (depth > 0) train.layers.emplace(static_cast<std::size_t>(depth), width);
  return train;
}

std::string train_command(const TuneFlags& flags, const DrawnValues& values, std::int64_t epochs) {
  const TrainFlags train = with_values(flags, values, epochs);
  std::string text = fmt::format("--recipe simple --cv {}", train.folds);
  const auto add = [&](std::string_view flag, const auto& value) {
    text += fmt::format(" {} {}", flag, value);
  };
  std::vector<std::string> units;
  for (const std::int64_t each : train.layers.value_or(std::vector<std::int64_t>()))
    units.push_back(std::to_string(each));
  if (train.layers)
    add("--layers", units.empty() ? "none" : fmt::format("{}", fmt::join(units, ",")));
  if (train.batch_norm) text += *train.batch_norm ? " --batch-norm" : " --no-batch-norm";
  for (const SearchFlag& each : search_flags()) {
    if (each.number != nullptr && train.*each.number) add(each.flag, *(train.*each.number));
  }
  if (has_l1_l2(flags) && train.kernel_regularizer) {
    // Its name alone would have other numbers.
    add("--kernel-regularizer", "l1_l2:l1=0,l2=0");
  } else if (train.kernel_regularizer) {
    add("--kernel-regularizer", shell_word(flag_text(*train.kernel_regularizer)));
  }
  add("--epochs", *train.epochs);
  if (train.patience) add("--patience", *train.patience);
  if (train.no_early_stopping) text += " --no-early-stopping";
  return text;
}

}  // namespace occam::cli
