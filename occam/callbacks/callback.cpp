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

}  // namespace occam::callbacks
