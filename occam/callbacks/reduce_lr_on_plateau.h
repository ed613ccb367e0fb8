#pragma once

#include <iosfwd>
#include <string>

#include "occam/base/field_list.h"
#include "occam/callbacks/callback.h"

namespace occam::callbacks {

/// Multiplies the learning rate by `factor`, down to min_lr, after `patience` values of `monitor`
/// without improvement; then `cooldown` epochs are not counted. An improvement is value +
/// |min_delta| < best, or value - |min_delta| > best (up), in float32. Writes the learning rate
/// that the epoch ran with into the logs, as "learning_rate". State starts anew on every fit.
///
/// Difference from Keras: NaN is never best. Errors: InvalidArgument at the start of fit for a
/// monitor that the run will not have, mode auto for a metric without direction, or a learning rate
/// that was given as a schedule. Source: Keras 3.15.1, callbacks.ReduceLROnPlateau.
struct ReduceLROnPlateau {
  std::string monitor = "val_loss";
  double factor = 0.1;  ///< in [0, 1)
  Int patience = 10;
  int verbose = 0;  ///< 1: say so on `out`
  std::string mode = "auto";
  double min_delta = 1e-4;
  Int cooldown = 0;
  double min_lr = 0.0;
  std::string hyper = "optimizer/learning_rate";  ///< which one is reduced; Keras: this
  std::ostream* out = nullptr;                    ///< null: std::cout. Must outlive training.

  // What a run leaves, readable after fit through std::ref.
  MaybeNumber best = {};  ///< empty: no value was a number
  Int wait = 0, cooldown_counter = 0;

  static constexpr std::string_view type = "ReduceLROnPlateau";
  static constexpr auto fields() {
    using R = ReduceLROnPlateau;
    return Fields{
        Field{"monitor", &R::monitor, "the log key to watch"},
        Field{"factor", &R::factor, from_below(0, 1), "what the learning rate is multiplied by"},
        Field{"patience", &R::patience, at_least(0), "values without improvement before that"},
        Field{"verbose", &R::verbose, between(0, 1), "1: say so"},
        Field{"mode", &R::mode, one_of("auto", "min", "max"), "which way is better"},
        Field{"min_delta", &R::min_delta, "smallest change that counts; its sign does not"},
        Field{"cooldown", &R::cooldown, at_least(0), "epochs after a reduction that do not count"},
        Field{"min_lr", &R::min_lr, at_least(0), "learning rate that is never passed"},
        Field{"hyper", &R::hyper, "path of the hyper-parameter that is reduced"}};
  }
  static constexpr auto state_fields() {
    using R = ReduceLROnPlateau;
    return Fields{Field{"best", &R::best}, Field{"wait", &R::wait},
                  Field{"cooldown_counter", &R::cooldown_counter}};
  }

  void check() const {
    check_float32(type, "min_delta", min_delta, {});
    check_float32(type, "min_lr", min_lr, at_least(0));
  }
  void validate(const TrainingControl& control) const;
  void on_train_begin(TrainingControl& control);
  void on_epoch_end(TrainingControl& control, std::int64_t epoch, Logs& logs);

 private:
  bool reduce(TrainingControl& control, std::int64_t epoch);
};

}  // namespace occam::callbacks
