#include "occam/callbacks/callback.h"

#include <algorithm>

namespace occam::callbacks {

void TrainingControl::stop_training(std::string reason) {
  if (!stopped_) stop_reason_ = std::move(reason);
  stopped_ = true;
}

void TrainingControl::interrupt(std::string reason) {
  if (!interrupted_) interrupt_reason_ = std::move(reason);
  interrupted_ = true;
}

bool TrainingControl::monitors(std::string_view log_name) const {
  const std::vector<std::string> names = log_names();
  return std::find(names.begin(), names.end(), log_name) != names.end();
}

double TrainingControl::hyper(std::string_view path) const {
  const std::vector<std::string> paths = hyper_paths();
  throw_unknown_name("hyper-parameter", path,
                     std::vector<std::string_view>(paths.begin(), paths.end()));
}

void TrainingControl::set_hyper(std::string_view path, double) { hyper(path); }

void TrainingControl::swap_averages() {
  throw InvalidArgument(
      "the optimizer keeps no running means of the weights. Expected one with use_ema=true");
}

}  // namespace occam::callbacks
