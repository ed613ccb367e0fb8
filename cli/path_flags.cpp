#include "cli/path_flags.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/arguments.h"
#include "cli/checkpoint.h"
#include "cli/concepts.h"
#include "cli/flag_group.h"
#include "cli/fold_flags.h"
#include "cli/save.h"
#include "occam/regularizers/group_l1.h"
#include "occam/regularizers/l1.h"
#include "occam/regularizers/l1_l2.h"
#include "occam/regularizers/sparse_group_l1.h"

namespace occam::cli {
namespace {

// A path wants networks that have come to rest: larger steps than training, too.
constexpr double kUsualRate = 0.01;
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
               "far and large elsewhere (adaptive lasso): fewer columns that say nothing [with l1, "
               "group_l1, sparse_group_l1 and --recipe simple]",
               [&flags] { flags.adaptive = true; });
  group.toggle("--no-adaptive", "One path, the penalty the same for all columns: half the time",
               [&flags] { flags.adaptive = false; });
  declare_folds(group, flags.train);
  declare_choice(group, "the sparsest network", flags.choice);
  group.integer(
      "--stability", 2, 10'000,
      "Trains the path on N random halves of the rows too, and tells how often each column "
      "is used [none]",
      flags.stability);
  group.integer("--stack", 1, 100'000,
                "Networks that train together at most; no result depends on it [64]", flags.stack);
}

/// The penalty that the path is over, and which number of it.
void choose_penalty(PathFlags& flags) {
  TrainFlags& train = flags.train;
  if (train.l1) refuse_flag("--l1", "the path itself goes over its values. Expected --values");
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
    for (const char* name : {"l1", "group_l1", "l0", "l_half"}) {
      if (flags.over.empty() && has(name)) flags.over = name;
    }
  }
  const std::vector<std::string> known = numbers_of(*train.kernel_regularizer);
  if (std::find(known.begin(), known.end(), flags.over) == known.end()) {
    refuse_value("--over", "one of " + join(known) + ", of --kernel-regularizer",
                 flags.over.empty() ? "nothing" : flags.over);
  }
  if (flags.over == "l2" && flags.values.empty())
    refuse_flag("--over", "l2 makes no exact zeros to begin at. Expected --values as well");
}

/// An adaptive penalty is for what grows with |w|: MCP, L0 and LHalf shrink what they keep little
/// or not, and L2 drops nothing. Other layers before the first Dense may not be in proportion to an
/// input.
void choose_adaptive(PathFlags& flags) {
  if (!flags.adaptive.value_or(true)) return;
  const std::optional<Regularizer>& penalty = flags.train.kernel_regularizer;
  const bool grows = !penalty || penalty->as<regularizers::L1>() != nullptr ||
                     penalty->as<regularizers::L1L2>() != nullptr ||
                     penalty->as<regularizers::GroupL1>() != nullptr ||
                     penalty->as<regularizers::SparseGroupL1>() != nullptr;
  if (!grows || flags.over == "l2") {
    flags.why_plain = "an adaptive penalty goes over l1 or group_l1, not " +
                      std::string(grows ? flags.over : penalty->type());
  } else if (flags.train.recipe != RecipeKind::kSimple) {
    flags.why_plain = "an adaptive penalty is for --recipe simple, whose inputs meet a Dense layer";
  }
  if (flags.why_plain.empty()) {
    flags.adaptive = true;
    return;
  }
  if (flags.adaptive) refuse_flag("--adaptive", flags.why_plain);
  flags.adaptive = false;
}

void check_checkpoint(const PathFlags& flags) {
  if (flags.checkpoint.empty()) {
    if (flags.resume)
      refuse_flag("--resume", "no checkpoint given. Expected --checkpoint FILE as well");
    return;
  }
  check_kept_file(flags.train, "--checkpoint", flags.checkpoint);
  check_not_left(flags.checkpoint, flags.resume);
}

}  // namespace

void declare(CLI::App& command, PathFlags& flags) {
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
  declare_fold_output({command, "Output"}, flags.train);
}

void take_operand(PathFlags& flags, const std::string& operand) {
  take_operand(flags.train, operand);
}

void check(PathFlags& flags) {
  TrainFlags& train = flags.train;
  check_fold_table(train, "path");
  choose_penalty(flags);
  if (!flags.values.empty() && flags.ratio)
    refuse_flag("--ratio", "no effect with --values. Expected one of them");
  if (!flags.values.empty() && flags.lambdas)
    refuse_flag("--lambdas", "no effect with --values. Expected one of them");
  train_to_rest(train);
  choose_adaptive(flags);
  if (train.recipe == RecipeKind::kSimple && !train.optimizer && !train.learning_rate)
    train.learning_rate = kUsualRate;
  check_save(train);
  check_checkpoint(flags);
}

}  // namespace occam::cli
