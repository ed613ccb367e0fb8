#include "cli/flag_group.h"

#include <CLI/CLI.hpp>
#include <utility>

namespace occam::cli {

void FlagGroup::value(const std::string& flag, const std::string& placeholder,
                      const std::string& help, TakeText take) {
  command
      .add_option_function<std::string>(
          flag, [flag, take = std::move(take)](const std::string& text) { take(flag, text); }, help)
      ->type_name(placeholder)
      ->group(name)
      ->take_last();
}

void FlagGroup::texts(const std::string& flag, const std::string& placeholder,
                      const std::string& help, TakeTexts take) {
  command
      .add_option_function<std::vector<std::string>>(
          flag,
          [flag, take = std::move(take)](const std::vector<std::string>& given) {
            take(flag, given);
          },
          help + ". May be repeated")
      ->type_name(placeholder)
      ->group(name)
      ->expected(1)
      ->take_all();
}

void FlagGroup::toggle(const std::string& flag, const std::string& help,
                       std::function<void()> take) {
  command.add_flag_callback(flag, std::move(take), help)->group(name)->disable_flag_override();
}

void remove_flag(CLI::App& command, const std::string& flag) {
  if (CLI::Option* const one = command.get_option_no_throw(flag)) command.remove_option(one);
}

void describe_flag(CLI::App& command, const std::string& flag, const std::string& help) {
  command.get_option(flag)->description(help);
}

std::vector<std::string> declared_flags(const std::function<void(CLI::App&)>& declare) {
  CLI::App command;
  declare(command);
  std::vector<std::string> flags;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) flags.push_back("--" + name);
  }
  return flags;
}

}  // namespace occam::cli
