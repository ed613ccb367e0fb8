#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace CLI {
class App;
}

namespace occam::cli {

/// A command of occam. What its flags fill lives in the functions.
struct Command {
  std::string name;
  std::function<void(CLI::App& command)> declare;
  std::function<std::string(const CLI::App& command)> help;
  std::function<void(const std::string& operand)> take;  ///< operands, in order
  std::function<int()> run;                              ///< returns the exit code
};

/// The command of these flags, which declare(command, flags) declares.
template <class Flags>
Command command_of(std::string name, std::string (*help)(const CLI::App&),
                   void (*take)(Flags&, const std::string&), int (*run)(Flags&)) {
  const auto flags = std::make_shared<Flags>();
  return {.name = std::move(name),
          .declare = [flags](CLI::App& command) { declare(command, *flags); },
          .help = help,
          .take = [flags, take](const std::string& operand) { take(*flags, operand); },
          .run = [flags, run] { return run(*flags); }};
}

}  // namespace occam::cli
