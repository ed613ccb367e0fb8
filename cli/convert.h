#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace occam::cli {

/// What was asked for with `occam convert`.
struct ConvertFlags {
  std::vector<std::string> files;  ///< IN and OUT
  std::string model;               ///< of which IN holds the weights alone
};

void declare(CLI::App& command, ConvertFlags& flags);
void take_operand(ConvertFlags& flags, const std::string& operand);
std::string convert_help(const CLI::App& command);

/// `occam convert`: a model file in another form. Throws UsageError, BadModel for a file that
/// cannot be used, WriteError.
int convert(ConvertFlags& flags);

}  // namespace occam::cli
