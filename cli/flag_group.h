#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/concepts.h"
#include "occam/base/range.h"

namespace CLI {
class App;
}

namespace occam::cli {

/// Declares the flags of one group of the help.
struct FlagGroup {
  /// Takes the flag as it was declared ("--kernel-initializer,--initializer") and its text.
  using TakeText = std::function<void(const std::string& flag, const std::string& text)>;
  using TakeTexts =
      std::function<void(const std::string& flag, const std::vector<std::string>& texts)>;

  CLI::App& command;
  std::string name;

  void value(const std::string& flag, const std::string& placeholder, const std::string& help,
             TakeText take);
  /// A flag that may be repeated: all its texts, in their order.
  void texts(const std::string& flag, const std::string& placeholder, const std::string& help,
             TakeTexts take);
  void toggle(const std::string& flag, const std::string& help, std::function<void()> take);

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
};

/// Takes a flag away that was declared before, if it was.
void remove_flag(CLI::App& command, const std::string& flag);
/// Other words for a flag that was declared before.
void describe_flag(CLI::App& command, const std::string& flag, const std::string& help);
/// The names of all flags that `declare` declares: "--seed".
std::vector<std::string> declared_flags(const std::function<void(CLI::App&)>& declare);

}  // namespace occam::cli
