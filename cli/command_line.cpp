#include "cli/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <new>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/concepts.h"
#include "cli/convert.h"
#include "cli/data.h"
#include "cli/evaluate.h"
#include "cli/flag_names.h"
#include "cli/help.h"
#include "cli/inspect.h"
#include "cli/messages.h"
#include "cli/path.h"
#include "cli/predict.h"
#include "cli/summary.h"
#include "cli/train.h"
#include "cli/tune.h"
#include "occam/base/errors.h"
#include "occam/base/quoted.h"
#include "occam/data/input_file.h"

namespace occam::cli {
namespace {

std::vector<Command> all_commands() {
  return {command_of("train", train_help, take_operand, train),
          command_of("path", path_help, take_operand, path),
          command_of("tune", tune_help, take_operand, tune),
          command_of("predict", predict_help, take_operand, predict),
          command_of("evaluate", evaluate_help, take_operand, evaluate),
          command_of("summary", summary_help, take_operand, summarize),
          command_of("inspect", inspect_help, take_operand, inspect),
          command_of("data", data_help, take_operand, tell_data),
          command_of("convert", convert_help, take_operand, convert)};
}

/// `help CMD` as `CMD --help`.
std::vector<std::string> normalised(std::vector<std::string> arguments) {
  if (!arguments.empty() && arguments[0] == "help") {
    arguments.erase(arguments.begin());
    arguments.emplace_back("--help");
  }
  return arguments;
}

/// What stands behind "--": no flags, whatever it looks like (POSIX, guideline 10).
std::vector<std::string> take_operands(std::vector<std::string>& arguments) {
  const auto end = std::find(arguments.begin(), arguments.end(), "--");
  if (end == arguments.end()) return {};
  std::vector<std::string> operands(end + 1, arguments.end());
  arguments.erase(end, arguments.end());
  return operands;
}

std::vector<std::string> flags_of(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

/// Throws UsageError for the first argument that nothing took.
void refuse_rest(const CLI::App& command, const std::string& shown,
                 const std::vector<Command>& all) {
  const std::vector<std::string> rest = command.remaining();
  if (rest.empty()) return;
  // A misspelt flag first: what stands behind it is likely its value.
  const auto flag = std::find_if(rest.begin(), rest.end(), [](const std::string& argument) {
    return argument.size() > 1 && argument[0] == '-';
  });
  if (flag != rest.end()) {
    const std::string name = flag->substr(0, flag->find('='));
    const std::string near = meant_flag(name, flags_of(command));
    throw UsageError("unknown flag " + in_quotes(name) + "." +
                     (near.empty() ? "" : " Did you mean '" + near + "'?") +
                     " Expected a flag of '" + shown + " --help'");
  }
  if (shown == "occam") {
    std::vector<std::string> names;
    for (const Command& each : all) names.push_back(each.name);
    const std::string expected = join(names);
    names.emplace_back("help");
    for (const std::string& name : concept_names()) names.push_back(name);
    throw UsageError(unknown("command", rest[0], names) + " Expected " + expected + " or help");
  }
  throw UsageError("unexpected argument " + in_quotes(rest[0]) + ". Expected what '" + shown +
                   " --help' tells");
}

/// The text of an error of the parser itself: a flag without its value ("--l2: 1 required NUMBER
/// missing"), for the most part.
std::string parser_text(const CLI::ParseError& error) {
  const std::string text = error.what();
  if (const std::size_t end = text.find(" was given a disallowed"); end != std::string::npos) {
    return "--" + text.substr(0, end) + ": takes no value. Expected the flag alone";
  }
  const std::size_t colon = text.find(": 1 required");
  if (colon == std::string::npos) return text;
  return text.substr(0, colon) + ": no value. Expected one behind it. Received: nothing";
}

/// "--l2=" has no value, nor has "--l2 --epochs": the parser would take the next argument for it.
void refuse_empty_values(const CLI::App& command, const std::vector<std::string>& arguments) {
  const std::vector<std::string> known = flags_of(command);
  const auto is_known = [&](const std::string& name) {
    return std::find(known.begin(), known.end(), name) != known.end();
  };
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    const std::string name = argument.substr(0, argument.find('='));
    if (!argument.starts_with("--") || !is_known(name)) continue;
    if (argument.size() == name.size() + 1)
      throw UsageError(name + ": no value. Expected one behind it. Received: nothing");
    const bool has_value = command.get_option(name)->get_items_expected_min() > 0;
    if (argument != name || !has_value || ++i >= arguments.size()) continue;
    const std::string next = arguments[i].substr(0, arguments[i].find('='));
    if (!is_known(next)) continue;
    throw UsageError(
        fmt::format("{0}: no value. Expected one behind it, or {0}={1} if that is "
                    "meant. Received: the flag {1}",
                    name, next));
  }
}

CLI::App& add_command(CLI::App& app, const Command& described) {
  CLI::App& command = *app.add_subcommand(described.name);
  command.set_help_flag();
  command.allow_extras();
  described.declare(command);
  command
      .add_option_function<std::vector<std::string>>(
          "OPERANDS",
          [take = described.take](const std::vector<std::string>& operands) {
            for (const std::string& operand : operands) take(operand);
          },
          "")
      ->group("");
  command
      .add_flag_callback(
          "-h,--help", [] {}, "This text")
      ->group("Output");
  return command;
}

int run(std::vector<std::string> arguments) {
  if (arguments.size() >= 2 && arguments.size() <= 3 && arguments[0] == "help") {
    const std::string member = arguments.size() == 3 ? arguments[2] : "";
    if (const std::string text = concept_help(arguments[1], member); !text.empty()) {
      std::cout << text;
      return kOk;
    }
  }
  arguments = with_known_flags(normalised(std::move(arguments)));
  const std::vector<std::string> operands = take_operands(arguments);
  if (arguments.empty()) {
    std::cout << short_help();
    return kOk;
  }
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  bool wants_help = false, wants_version = false;
  app.add_flag("-h,--help", wants_help);
  app.add_flag("--version", wants_version);
  const std::vector<Command> commands = all_commands();
  const Command* command = nullptr;
  CLI::App* asked = nullptr;
  for (const Command& each : commands) {
    CLI::App& declared = add_command(app, each);
    if (arguments[0] != each.name) continue;
    command = &each;
    asked = &declared;
  }
  // Help is given whatever else stands beside it.
  const auto given = [&](const char* name) {
    return std::find(arguments.begin(), arguments.end(), name) != arguments.end();
  };
  if (asked != nullptr && (given("--help") || given("-h"))) {
    std::cout << command->help(*asked);
    return kOk;
  }
  if (asked != nullptr) refuse_empty_values(*asked, arguments);
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app.parse(reversed);
  } catch (const CLI::ParseError& error) {
    throw UsageError(parser_text(error));
  }
  refuse_rest(app, "occam", commands);
  if (wants_version || wants_help || asked == nullptr || !asked->parsed()) {
    std::cout << (wants_version ? "occam " OCCAM_VERSION "\n" : main_help());
    return kOk;
  }
  const std::string shown = "occam " + arguments[0];
  refuse_rest(*asked, shown, commands);
  for (const std::string& operand : operands) command->take(operand);
  return command->run();
}

/// One line, whatever bytes a path or a cell brought into the message.
int fail(ExitCode code, std::string message) {
  for (char& c : message) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  }
  std::cerr << "occam: error: " + message + '\n' << std::flush;
  return code;
}

}  // namespace

int command_line(const std::vector<std::string>& arguments) {
  try {
    const int code = run(arguments);
    std::cout.flush();
    if (!std::cout) throw WriteError("cannot write to standard output");
    return code;
  } catch (const UsageError& error) {
    return fail(kUsage, error.what());
  } catch (const Diverged& error) {
    return fail(kDiverged, error.what());
  } catch (const BadData& error) {
    return fail(kBadData, with_flags(error.what()));
  } catch (const BadModel& error) {
    return fail(kBadModel, error.what());
  } catch (const WriteError& error) {
    return fail(kIo, error.what());
  } catch (const data::UnreadableFile& error) {
    return fail(kIo, error.what());
  } catch (const FileError& error) {
    return fail(kBadData, with_flags(error.what()));
  } catch (const OutOfMemory& error) {
    return fail(kIo, with_flags(error.what()));
  } catch (const InvalidArgument& error) {
    return fail(kUsage, with_flags(error.what()));
  } catch (const std::bad_alloc&) {
    return fail(kIo, "not enough memory. Expected more than the system gives");
  } catch (const std::exception& error) {
    return fail(kInternal, std::string(error.what()) + " (a bug of occam: please report it)");
  }
}

}  // namespace occam::cli
