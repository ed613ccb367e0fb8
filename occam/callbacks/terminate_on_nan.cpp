#include "occam/callbacks/terminate_on_nan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "occam/base/errors.h"

namespace occam::callbacks {

void TerminateOnNaN::on_train_begin(TrainingControl&) { reason.clear(); }

void TerminateOnNaN::on_epoch_begin(TrainingControl&, std::int64_t index) { epoch = index; }

void TerminateOnNaN::on_train_batch_end(TrainingControl& control, std::int64_t batch,
                                        const Logs& logs) {
  const double* const loss = logs.find("loss");
  if (loss == nullptr || std::isfinite(*loss)) return;
  const std::int64_t steps = control.steps_per_epoch();
  stop(control,
       steps > 0 ? fmt::format(", step {} of {}", batch + 1, steps)
                 : fmt::format(", step {}", batch + 1),
       "the loss is " + to_text(*loss));
}

void TerminateOnNaN::on_epoch_end(TrainingControl& control, std::int64_t, const Logs& logs) {
  if (!reason.empty()) return;
  for (const char* const name : {"loss", "val_loss"}) {
    const double* const loss = logs.find(name);
    if (loss != nullptr && !std::isfinite(*loss))
      return stop(control, "", fmt::format("the {} is {}", name, to_text(*loss)));
  }
  const std::vector<float> weights = control.weights();
  const auto broken = std::count_if(weights.begin(), weights.end(),
                                    [](float weight) { return !std::isfinite(weight); });
  if (broken > 0)
    stop(control, "", fmt::format("{} of {} weights are not finite", broken, weights.size()));
}

void TerminateOnNaN::stop(TrainingControl& control, const std::string& place,
                          const std::string& what) {
  reason = fmt::format("diverged in epoch {}{}: {}", epoch + 1, place, what);
  if (raise_error) throw std::runtime_error("TerminateOnNaN: " + reason);
  control.stop_training(reason);
}

}  // namespace occam::callbacks
