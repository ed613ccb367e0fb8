#include "occam/callbacks/reduce_lr_on_plateau.h"

#include <algorithm>
#include <cmath>
#include <iostream>

#include "occam/callbacks/learning_rate.h"
#include "occam/callbacks/monitor.h"

namespace occam::callbacks {

void ReduceLROnPlateau::validate(const TrainingControl& control) const {
  check_monitor(type, monitor, control);
  monitor_direction(type, monitor, mode, control);
  check_settable(type, hyper, control);
}

void ReduceLROnPlateau::on_train_begin(TrainingControl&) {
  best = {};
  wait = 0;
  cooldown_counter = 0;
}

void ReduceLROnPlateau::on_epoch_end(TrainingControl& control, std::int64_t epoch, Logs& logs) {
  logs.set(log_name_of(hyper), control.hyper(hyper));
  const double* value = logs.find(monitor);
  if (value == nullptr) return;
  if (cooldown_counter > 0) {
    cooldown_counter = cooldown_counter - 1;
    wait = 0;
  }
  const Direction direction = monitor_direction(type, monitor, mode, control);
  if (best.has_value() ? improves(direction, *value, std::abs(min_delta), best.value())
                       : !std::isnan(*value)) {
    best = *value;
    wait = 0;
  } else if (cooldown_counter == 0) {
    wait = wait + 1;
    if (wait >= patience && reduce(control, epoch)) {
      cooldown_counter = cooldown;
      wait = 0;
    }
  }
}

// Keras keeps the learning rate in float32: one that differs from min_lr only beyond it is there.
bool ReduceLROnPlateau::reduce(TrainingControl& control, std::int64_t epoch) {
  const double before = control.hyper(hyper);
  if (!(static_cast<float>(before) > static_cast<float>(min_lr))) return false;
  const double after = std::max(before * factor, min_lr);
  control.set_hyper(hyper, after);
  if (verbose > 0) {
    (out != nullptr ? *out : std::cout)
        << "\nEpoch " << epoch + 1 << ": ReduceLROnPlateau reducing learning rate to "
        << to_text(after) << ".\n"
        << std::flush;
  }
  return true;
}

}  // namespace occam::callbacks
