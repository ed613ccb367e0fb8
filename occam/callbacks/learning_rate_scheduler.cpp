#include "occam/callbacks/learning_rate_scheduler.h"

#include <iostream>

#include "occam/callbacks/learning_rate.h"

namespace occam::callbacks {

void LearningRateScheduler::validate(const TrainingControl& control) const {
  if (!schedule)
    throw_invalid_value(type, "schedule", "a function of (epoch, learning_rate)", "none");
  check_settable(type, hyper, control);
}

void LearningRateScheduler::on_epoch_begin(TrainingControl& control, std::int64_t epoch) {
  const double value = schedule(epoch, control.hyper(hyper));
  control.set_hyper(hyper, value);
  if (verbose > 0) {
    (out != nullptr ? *out : std::cout)
        << "\nEpoch " << epoch + 1 << ": LearningRateScheduler setting learning rate to "
        << to_text(value) << ".\n"
        << std::flush;
  }
}

void LearningRateScheduler::on_epoch_end(TrainingControl& control, std::int64_t, Logs& logs) {
  logs.set(log_name_of(hyper), control.hyper(hyper));
}

}  // namespace occam::callbacks
