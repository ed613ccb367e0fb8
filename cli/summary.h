#pragma once

#include <string>

namespace CLI {
class App;
}

namespace occam::cli {

/// What was asked for with `occam summary`.
struct SummaryFlags {
  std::string model;
  bool penalties = false;  ///< and which weight gets which penalty
};

void declare(CLI::App& command, SummaryFlags& flags);
/// Throws UsageError for a second operand.
void take_operand(SummaryFlags& flags, const std::string& operand);
std::string summary_help(const CLI::App& command);

/// `occam summary`: Keras's table of a model's layers; of a table's model what it takes and gives.
/// Returns the exit code.
int summarize(SummaryFlags& flags);

}  // namespace occam::cli
