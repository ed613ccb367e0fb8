#include "occam/callbacks/learning_rate.h"

#include <algorithm>

#include "occam/base/errors.h"

namespace occam::callbacks {

void check_settable(std::string_view where, std::string_view path, const TrainingControl& control) {
  const std::vector<std::string> paths = control.hyper_paths();
  if (std::find(paths.begin(), paths.end(), path) != paths.end()) return;
  control.hyper(path);  // throws for an unknown one
  throw InvalidArgument(std::string(where) + ": hyper-parameter '" + std::string(path) +
                        "' was given as a schedule, hence it is not settable. Expected a number in "
                        "its place");
}

MaybeNumber learning_rate_of(const TrainingControl& control) {
  try {
    return control.hyper(kLearningRate);
  } catch (const InvalidArgument&) {
    return {};
  }
}

std::string log_name_of(std::string_view path) {
  return path == kLearningRate ? "learning_rate" : std::string(path);
}

}  // namespace occam::callbacks
