#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/concepts.h"
#include "occam/base/range.h"

namespace occam::cli {

/// Declares the flags of one group of the help.
struct FlagGroup {
  CLI::App& command;
  std::string name;

  template <class Action>
  void value(const std::string& flag, const std::string& placeholder, const std::string& help,
             Action action) {
    command
        .add_option_function<std::string>(
            flag, [flag, action](const std::string& text) { action(flag, text); }, help)
        ->type_name(placeholder)
        ->group(name)
        ->take_last();
  }
  /// A flag that may be repeated: all its texts, in their order.
  template <class Action>
  void texts(const std::string& flag, const std::string& placeholder, const std::string& help,
             Action action) {
    command
        .add_option_function<std::vector<std::string>>(
            flag, [flag, action](const std::vector<std::string>& given) { action(flag, given); },
            help + ". May be repeated")
        ->type_name(placeholder)
        ->group(name)
        ->expected(1)
        ->take_all();
  }
  template <class Number>
  void number(const std::string& flag, const Range& range, const std::string& help,
              Number& number_out) {
    value(flag, "NUMBER", help,
          [range, &number_out](const std::string& own, const std::string& text) {
            number_out = parse_number(own, text, range);
          });
  }
  template <class Integer>
  void integer(const std::string& flag, std::int64_t low, std::int64_t high,
               const std::string& help, Integer& integer_out) {
    value(flag, "N", help,
          [low, high, &integer_out](const std::string& own, const std::string& text) {
            integer_out = static_cast<Integer>(parse_integer(own, text, low, high));
          });
  }
  /// A member of concept H by name, with arguments.
  template <class H>
  void member(const std::string& flag, const std::string& help, std::optional<H>& member_out) {
    value(flag, "SPEC", help + ": " + member_names<H>(),
          [&member_out](const std::string& own, const std::string& text) {
            const std::string first = own.substr(0, own.find(','));
            member_out = member_of<H>(first, parse_member(first, text));
          });
  }
  template <class Action>
  void toggle(const std::string& flag, const std::string& help, Action action) {
    command.add_flag_callback(flag, action, help)->group(name)->disable_flag_override();
  }
};

}  // namespace occam::cli
