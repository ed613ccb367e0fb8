#pragma once

#include <cstdint>
#include <string>

#include "cli/model_argument.h"

namespace CLI {
class App;
}

namespace occam::cli {

/// What was asked for with `occam evaluate`.
struct EvaluateFlags {
  ModelAndData arguments;
  std::uint64_t seed = 0;
  int threads = 0;
  bool quiet = false, json = false;
};

void declare(CLI::App& command, EvaluateFlags& flags);
void take_operand(EvaluateFlags& flags, const std::string& operand);
std::string evaluate_help(const CLI::App& command);

/// `occam evaluate`: how good a model's answers are for rows whose target is known. Returns the
/// exit code.
int evaluate(EvaluateFlags& flags);

}  // namespace occam::cli
