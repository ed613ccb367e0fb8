#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "occam/base/field_list.h"
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
/// Beyond Keras. last_of_best: an epoch equal to the best takes its place as the best,
/// though it does not reset `wait`. Later weights of a class error that comes in steps tend to be
/// better (Holzmueller et al. 2024, section 3). relative_min_delta: min_delta is a share of the
/// size of what is compared with, min_delta * |best|. smoothing s: all is done with the running
/// mean m = s * m + (1 - s) * value, from the first value that is a number.
///
/// rule, for numbers that fall: "gl" stops when the value is more than alpha percent above the
/// best, GL = 100 * (value / best - 1) > alpha; "pq" at the end of a strip of strip_length epochs
/// when GL / P > alpha, with the progress P = 1000 * (mean / min - 1) of the training number over
/// the strip ("train_loss" where it is logged, else "loss", for val_loss). Patience, min_delta and
/// baseline have no part in them. Source: Prechelt 1998, "Early stopping - but when?", section 2,
/// the classes GL and PQ of stopping criteria.
///
/// What restore_best_weights takes back is what a val_ number was measured with: the running means
/// where SwapEMAWeights validates them.
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
  bool last_of_best = false;        ///< best is the last of equally good epochs, not the first
  Int start_from_epoch = 0;         ///< values of earlier epochs are ignored
  bool relative_min_delta = false;  ///< min_delta is a share of what is compared with
  double smoothing = 0.0;           ///< share of the running mean that an epoch keeps, in [0, 1)
  std::string rule = "patience";    ///< or Prechelt's "gl", "pq"
  double alpha = 2.0;               ///< limit of gl (percent) or pq
  Int strip_length = 5;             ///< epochs of a strip of pq
  std::ostream* out = nullptr;      ///< messages; null: std::cerr. Must outlive training.

  // Results, readable after fit through std::ref. Epochs count from 0.
  std::int64_t stopped_epoch = 0;  ///< 0: did not stop training
  MaybeNumber best = {};           ///< empty: no value was a number
  std::int64_t best_epoch = 0;
  std::int64_t wait = 0;
  std::vector<float> best_weights = {};    ///< empty unless restore_best_weights
  Direction direction = Direction::kNone;  ///< what `mode` came to
  MaybeNumber smoothed = {};               ///< the running mean, with `smoothing`
  std::vector<double> strip = {};          ///< pq: training numbers of the present strip

  static constexpr std::string_view type = "EarlyStopping";
  static constexpr auto fields() {
    using E = EarlyStopping;
    return Fields{
        Field{"monitor", &E::monitor, "the log key to watch"},
        Field{"min_delta", &E::min_delta, "smallest change that counts; its sign does not"},
        Field{"patience", &E::patience, at_least(0), "values without improvement before the stop"},
        Field{"verbose", &E::verbose, between(0, 1), "1: say so"},
        Field{"mode", &E::mode, one_of("auto", "min", "max"), "which way is better"},
        Field{"baseline", &E::baseline, "what an improvement has to beat"},
        Field{"restore_best_weights", &E::restore_best_weights, "take the best epoch's back"},
        Field{"last_of_best", &E::last_of_best, "of equal epochs the last is best"},
        Field{"start_from_epoch", &E::start_from_epoch, at_least(0),
              "values of earlier epochs are ignored"},
        Field{"relative_min_delta", &E::relative_min_delta, "min_delta is a share of the best"},
        Field{"smoothing", &E::smoothing, from_below(0, 1),
              "share of the running mean that a value keeps"},
        Field{"rule", &E::rule, one_of("patience", "gl", "pq"), "when to stop"},
        Field{"alpha", &E::alpha, above(0), "limit of gl, in percent, or of pq"},
        Field{"strip_length", &E::strip_length, at_least(1), "epochs of a strip of pq"}};
  }

  static constexpr auto state_fields() {
    using E = EarlyStopping;
    return Fields{Field{"stopped_epoch", &E::stopped_epoch},
                  Field{"best", &E::best},
                  Field{"best_epoch", &E::best_epoch},
                  Field{"wait", &E::wait},
                  Field{"best_weights", &E::best_weights},
                  Field{"smoothed", &E::smoothed},
                  Field{"strip", &E::strip}};
  }

  void check() const;
  void validate(const TrainingControl& control) const;
  std::int64_t weight_copies() const { return restore_best_weights ? 1 : 0; }
  void on_train_begin(TrainingControl& control);
  void on_epoch_end(TrainingControl& control, std::int64_t epoch, const Logs& logs);
  void on_train_end(TrainingControl& control);

 private:
  bool beats(double value, double reference) const;
  double smooth(double value);
  bool is_over(double value, std::int64_t epoch);
  void add_to_strip(const Logs& logs);
  std::string reason(double value) const;
};

}  // namespace occam::callbacks
