#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "occam/base/integer.h"
#include "occam/base/maybe_number.h"
#include "occam/callbacks/callback.h"

namespace occam::callbacks {

/// Stops when the monitored value has not improved for `patience` of its values. An improvement
/// is value + |min_delta| < best (down) or value - |min_delta| > best (up), strict, compared in
/// float32 as Keras does. Each value adds 1 to `wait`; an improvement sets it to 0, unless a
/// baseline is given and not beaten; another value stops when wait >= patience, never at epoch 0.
/// Epochs without the value (validation_freq) do not count. State starts anew on every
/// fit, unless that goes on from a checkpoint.
/// restore_best_weights takes the best epoch's weights back at the end of training, whatever
/// ended it. The improving epoch itself never stops training, so a baseline that is never beaten
/// stops only at the first value that does not improve, as in 3.15.1.
///
/// last_of_best, which Keras has not: an epoch equal to the best takes its place as the best,
/// though it does not reset `wait`. Later weights of a class error that comes in steps tend to be
/// better (Holzmueller et al. 2024, section 3).
///
/// Difference from Keras: NaN is never best. It counts as "no improvement", the first value too;
/// if every value is NaN no weights are restored. (Keras keeps a first NaN as an unbeatable best.)
/// Errors: InvalidArgument at the start of fit for a monitor the run will not have, a mode other
/// than auto, min, max, `auto` for a metric without direction, negative patience or
/// start_from_epoch, NaN or infinite min_delta, NaN baseline.
/// Source: Keras 3.15.1, callbacks.EarlyStopping.
struct EarlyStopping {
  std::string monitor = "val_loss";  ///< a log key of the run
  double min_delta = 0.0;            ///< smallest change that counts; the sign is ignored
  Int patience = 0;                  ///< values without improvement before the stop, >= 0
  int verbose = 0;                   ///< 1: say so on `out`
  std::string mode = "auto";         ///< auto: the metric's own direction; min; max
  MaybeNumber baseline = {};         ///< wait is reset only by an improvement that beats it
  bool restore_best_weights = false;
  bool last_of_best = false;    ///< best is the last of equally good epochs, not the first
  Int start_from_epoch = 0;     ///< values of earlier epochs are ignored
  std::ostream* out = nullptr;  ///< messages; null: std::cerr. Must outlive training.

  // Results, readable after fit through std::ref. Epochs count from 0.
  std::int64_t stopped_epoch = 0;  ///< 0: did not stop training
  MaybeNumber best = {};           ///< empty: no value was a number
  std::int64_t best_epoch = 0;
  std::int64_t wait = 0;
  std::vector<float> best_weights = {};    ///< empty unless restore_best_weights
  Direction direction = Direction::kNone;  ///< what `mode` came to

  static constexpr std::string_view type = "EarlyStopping";
  static constexpr auto fields() {
    using E = EarlyStopping;
    return std::tuple{
        Field{"monitor", &E::monitor, "the log key to watch"},
        Field{"min_delta", &E::min_delta, "smallest change that counts; its sign does not"},
        Field{"patience", &E::patience, at_least(0), "values without improvement before the stop"},
        Field{"verbose", &E::verbose, between(0, 1), "1: say so"},
        Field{"mode", &E::mode, one_of("auto", "min", "max"), "which way is better"},
        Field{"baseline", &E::baseline, "what an improvement has to beat"},
        Field{"restore_best_weights", &E::restore_best_weights, "take the best epoch's back"},
        Field{"last_of_best", &E::last_of_best, "of equal epochs the last is best"},
        Field{"start_from_epoch", &E::start_from_epoch, at_least(0),
              "values of earlier epochs are ignored"}};
  }

  static constexpr auto state_fields() {
    using E = EarlyStopping;
    return std::tuple{Field{"stopped_epoch", &E::stopped_epoch}, Field{"best", &E::best},
                      Field{"best_epoch", &E::best_epoch}, Field{"wait", &E::wait},
                      Field{"best_weights", &E::best_weights}};
  }

  void check() const;
  void validate(const TrainingControl& control) const;
  std::int64_t weight_copies() const { return restore_best_weights ? 1 : 0; }
  void on_train_begin(TrainingControl& control);
  void on_epoch_end(TrainingControl& control, std::int64_t epoch, const Logs& logs);
  void on_train_end(TrainingControl& control);

 private:
  Direction resolve_mode(const TrainingControl& control) const;
  bool improves(double value, double reference) const;
  std::string reason() const;
};

}  // namespace occam::callbacks
