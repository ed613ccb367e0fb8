#pragma once

#include <optional>
#include <string>

#include "cli/model_argument.h"

namespace CLI {
class App;
}

namespace occam::cli {

enum class AnswerFormat { kCsv, kJson, kNpy };

/// What was asked for with `occam predict`.
struct PredictFlags {
  ModelAndData arguments;
  std::string output;                  ///< empty: standard output
  std::optional<AnswerFormat> format;  ///< empty: as the name of the output ends, else CSV
  bool probabilities = false;
  bool quiet = false;
  int threads = 0;
};

void declare(CLI::App& command, PredictFlags& flags);
void take_operand(PredictFlags& flags, const std::string& operand);
std::string predict_help(const CLI::App& command);

/// `occam predict`: answers for the rows of a table, in their order. Returns the exit code.
int predict(PredictFlags& flags);

}  // namespace occam::cli
