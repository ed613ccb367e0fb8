#include "cli/help.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <sstream>

#include "cli/arguments.h"
#include "cli/concepts.h"

namespace occam::cli {
namespace {

constexpr std::size_t kWidth = 96;
constexpr std::size_t kIndent = 30;

constexpr std::string_view kExamples = R"(Examples:
  occam train fashion-mnist
  occam train data/wine.csv --target cultivator --save wine.keras
  occam predict wine.keras new.csv
  occam path data/breast_cancer.csv --target diagnosis
  occam data data/wine.csv --target cultivator
  occam train data/breast_cancer.csv --target diagnosis --layers 16,16 --l2 1e-4 --dropout 0.2
)";

std::string names_of(const CLI::Option& option) {
  std::string names;
  for (const std::string& name : option.get_snames()) names += '-' + name + ", ";
  for (const std::string& name : option.get_lnames()) names += "--" + name + ", ";
  return names.substr(0, names.size() - 2);
}

std::string option_line(const CLI::Option& option) {
  std::string lead = "  " + names_of(option);
  if (option.get_items_expected_max() > 0) lead += ' ' + option.get_type_name();
  return wrapped(lead, option.get_description());
}

}  // namespace

std::string flag_lines(const CLI::App& command) {
  std::string text;
  std::string group;
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_group().empty() || option->nonpositional() == false) continue;
    if (option->get_group() != group) {
      group = option->get_group();
      text += '\n' + (group == "Options" ? std::string("Other") : group) + ":\n";
    }
    text += option_line(*option);
  }
  return text;
}

std::string wrapped(std::string lead, const std::string& text) {
  if (lead.size() + 2 > kIndent) {
    lead += '\n' + std::string(kIndent, ' ');
  } else {
    lead.append(kIndent - lead.size(), ' ');
  }
  std::string out = lead;
  std::size_t column = kIndent;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    if (column > kIndent && column + 1 + word.size() > kWidth) {
      out += '\n' + std::string(kIndent, ' ');
      column = kIndent;
    }
    if (column > kIndent) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
  }
  return out + '\n';
}

std::string short_help() {
  return fmt::format(
      "occam trains regularized neural networks: the simplest network that explains the data.\n\n"
      "{}\nCommands: train, path, tune, predict, evaluate, summary, inspect, data, convert. More: "
      "occam --help\n",
      kExamples);
}

std::string main_help() {
  const std::string topics = join(concept_names());
  return fmt::format(
      "occam trains regularized neural networks: the simplest network that explains the data.\n\n"
      "{}\n"
      "Usage: occam COMMAND [ARGUMENT...]\n\n"
      "Commands:\n"
      "{}{}{}{}{}{}{}{}{}{}\n"
      "Flags:\n"
      "{}{}\n"
      "Results go to standard output, messages and progress to standard error. Colour and bars\n"
      "appear on a terminal only; NO_COLOR is respected.\n\n"
      "Exit codes: 0 ok, 2 usage, 3 bad data, 4 bad model file, 5 input, output or memory,\n"
      "6 training diverged, 130 interrupted.\n",
      kExamples, wrapped("  train DATA", "Trains a network on Fashion-MNIST or on a table"),
      wrapped("  path DATA",
              "Networks over falling penalties: the simplest within noise of the best, and whether "
              "one is needed"),
      wrapped("  tune DATA",
              "Looks for sizes, penalties, dropout and steps: the simplest network within noise of "
              "the best"),
      wrapped("  predict MODEL DATA", "Answers for the rows of a table"),
      wrapped("  evaluate MODEL DATA", "How good the answers are, where the target is known"),
      wrapped("  summary MODEL", "The layers of a model, and what it takes and gives"),
      wrapped("  inspect FILE", "What is in a model file, without trusting it"),
      wrapped("  data DATA",
              "Tells what the columns of a table are taken for, and warns of faults"),
      wrapped("  convert IN OUT",
              "Writes a model file in another form: Keras, HDF5, safetensors, npz, ONNX"),
      wrapped("  help [TOPIC]", "Says what a command does and which flags it has, or which " +
                                    topics + " there are and what arguments they take"),
      wrapped("  -h, --help", "This text; also behind a command"),
      wrapped("  --version", "The version"));
}

std::string train_help(const CLI::App& command) {
  std::string text =
      "Trains a network and says what it reached on rows it has not seen.\n\n"
      "Examples:\n"
      "  occam train fashion-mnist\n"
      "  occam train fashion-mnist --layers 256 --l1 1e-5 --patience 3\n"
      "  occam train fashion-mnist --optimizer sgd:momentum=0.9 --kernel-regularizer l1:l1=1e-5\n"
      "  occam train data/wine.csv --target cultivator\n"
      "  occam train houses.csv --target price --save houses.keras\n"
      "  occam train houses.csv --target price --drop id --missing median --layers 32,16\n"
      "  zcat big.csv.gz | occam train - --target y --json > result.json\n\n"
      "Usage: occam train DATA [FLAG...]\n\n"
      "DATA is fashion-mnist (Debian package dataset-fashion-mnist, or --data FOLDER: four IDX\n"
      "files, plain or .gz), or one or several files of a table (CSV or its kin, NPY, libsvm;\n"
      "plain, .gz or .zst), or - for standard input. docs/reading.md says how they are read.\n"
      "A table is split into rows to train, to watch (validation) and to test; numbers are\n"
      "scaled, texts one-hot encoded, dates taken apart and missing cells filled by what "
      "the\n"
      "training rows hold. Few whole numbers or texts in the target make it classification, "
      "anything\n"
      "else regression. What each column becomes is told first; occam data tells it alone.\n"
      "In square brackets: the default. SPEC names a member, alone or with arguments, as in\n"
      "--optimizer sgd:momentum=0.9,nesterov=true. 'occam help TOPIC' tells the arguments of\n"
      "each; 'occam --help' lists the topics.\n";
  text += flag_lines(command);
  return text +
         "\nOther usual names of flags are understood: --lr, --wd, --bn, --hidden, --batch, --val, "
         "--test,\n--sep, --label and the like; -- ends the flags.\n"
         "Two runs with the same flags give the same numbers.\n"
         "Exit codes: 0 ok, 2 usage, 3 bad data, 5 input, output or memory, 6 training diverged "
         "(try a\n"
         "smaller --learning-rate), 130 interrupted: the first Ctrl-C finishes the batch, saves\n"
         "where --save says so and says what was reached, the second ends at once.\n";
}

std::string path_help(const CLI::App& command) {
  std::string text =
      "Trains networks over falling values of a penalty that makes exact zeros, on all rows and "
      "on\n"
      "the folds of a cross-validation, together in stacks; says which is the simplest network\n"
      "within noise of the best, which columns it uses, and whether a network is needed.\n\n"
      "Examples:\n"
      "  occam path data/wine.csv --target alcohol\n"
      "  occam path data/breast_cancer.csv --target diagnosis --save small.keras\n"
      "  occam path houses.csv --target price --kernel-regularizer group_l1 --stability 50\n"
      "  occam path houses.csv --target price --checkpoint path.state --resume\n\n"
      "Usage: occam path DATA [FLAG...]\n\n"
      "DATA is one or several files of a table, or - for standard input, read and prepared as\n"
      "occam train does, each fold by itself. The network is that of occam train --recipe simple\n"
      "with --learning-rate 0.01 --epochs 400 --patience 20, and the penalty l1 on all kernels.\n"
      "The largest penalty is the smallest at which nothing is left: by formula without hidden\n"
      "layers, else found by training. Two paths are trained: in the best network of the first "
      "each\n"
      "input has a reach, and in the second the weights of an input cost lambda / reach^2. The\n"
      "network is chosen by --metric [log_loss; rmse] over the folds: min marks the best of its\n"
      "path, 1se the sparsest within one standard error of the best of both paths; of the two\n"
      "that with fewer inputs. Early stopping watches the loss with its penalty, whatever the\n"
      "metric.\n";
  return text + flag_lines(command);
}

std::string tune_help(const CLI::App& command) {
  std::string text =
      "Looks for a good network of a table: draws sizes, penalties, dropout, batch normalization\n"
      "and steps at random, trains each on the folds of a cross-validation for a few epochs, and "
      "the\n"
      "best again for more (successive halving, ASHA). Networks of one shape train together. Says\n"
      "which is the simplest within noise of the best, and whether a network is needed.\n\n"
      "Examples:\n"
      "  occam tune data/wine.csv --target cultivator --trials 50\n"
      "  occam tune houses.csv --target price --budget 5m --save price.keras\n"
      "  occam tune houses.csv --target price --width 8:256 --depth 1,2 --dropout 0 --l1 1e-5:1\n"
      "  occam tune houses.csv --target price --budget 1h --resume search.jsonl\n\n"
      "Usage: occam tune DATA [FLAG...]\n\n"
      "DATA is one or several files of a table, or - for standard input, read and prepared as\n"
      "occam train does, each fold by itself. What is not searched is that of occam train "
      "--recipe\n"
      "simple with --epochs 400 --patience 20. Networks are chosen by --metric [log_loss; rmse] "
      "over\n"
      "the folds; early stopping watches the loss with its penalty, whatever the metric. The "
      "answer\n"
      "is trained on all rows. For a given --trials and --seed it is the same on any computer: "
      "time,\n"
      "--threads and --stack change nothing but how long it takes.\n";
  return text + flag_lines(command);
}

std::string data_help(const CLI::App& command) {
  return fmt::format(
             "Tells a line for each column of a table: its role, what it is taken for, missing "
             "cells,\n"
             "different values, an example, and what becomes of it in training; then what was "
             "guessed\n"
             "and what to look at: columns that are constant, duplicates, identifiers or too good "
             "to be\n"
             "true, equal rows, rare classes. Each decision names the flag that overrules it. All "
             "flags\n"
             "mean the same in occam train.\n\n"
             "Examples:\n"
             "  occam data data/wine.csv\n"
             "  occam data data/wine.csv --target cultivator\n"
             "  occam data data/wine.csv --json\n\n"
             "Usage: occam data DATA [FLAG...]\n\n"
             "DATA is a table's file, plain or compressed, or - for standard input.\n") +
         flag_lines(command) +
         "\nExit codes: 0 ok, 2 usage, 3 a table that cannot be trained on as asked (what can be "
         "told\n"
         "is told before), 5 input, output or memory.\n";
}

}  // namespace occam::cli
