#pragma once

#include <string>

namespace CLI {
class App;
}

namespace occam::cli {

/// What was asked for with `occam inspect`.
struct InspectFlags {
  std::string file;
};

void declare(CLI::App& command, InspectFlags& flags);
/// Throws UsageError for a second operand.
void take_operand(InspectFlags& flags, const std::string& operand);
std::string inspect_help(const CLI::App& command);

/// `occam inspect`: what is in a model file. Returns kBadModel, after telling all that can be told,
/// for a damaged one.
int inspect(InspectFlags& flags);

}  // namespace occam::cli
