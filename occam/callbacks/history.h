#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "occam/base/field_list.h"
#include "occam/callbacks/callback.h"

namespace occam::callbacks {

/// The arguments of the run that History keeps, as Keras's History.params.
struct HistoryParams {
  std::int64_t epochs = 0;  ///< final epoch index
  std::int64_t steps = 0;   ///< batches an epoch
  int verbose = 0;

  bool operator==(const HistoryParams&) const = default;
};

/// What `fit` returns: every reported value of every epoch, and how training ended. A value;
/// `fit` fills it by running it as a callback, last in the list. Epochs count from 0; -1 means
/// "none". Every fit starts an empty one. Where weights have a penalty that makes exact zeros,
/// there are two more series: "zeros", the share of those weights that are 0, and "zero_changes",
/// how many of them came to 0 or left it in the epoch; with a share to reach (`sparsity`) the
/// penalty's factors too, by path ("dense/kernel_regularizer/l1"), as they stand after the epoch.
/// Callbacks have not seen these. Source: Keras 3, callbacks.History; from stopped_epoch on occam's
/// own.
class History {
 public:
  using Series = std::map<std::string, std::vector<double>, std::less<>>;

  std::vector<std::int64_t> epoch;  ///< indices of the epochs that ran
  HistoryParams params;
  std::int64_t stopped_epoch = -1;   ///< last epoch when a callback stopped training
  std::string stop_reason;           ///< why; empty when it ran to the end
  std::int64_t best_epoch = -1;      ///< as found by the callback that looks for it
  std::int64_t diverged_epoch = -1;  ///< first epoch whose loss was NaN or infinite

  /// A log key's values, one an epoch that had it (val_ keys: fewer under validation_freq).
  /// Throws InvalidArgument, listing the keys there are, for another name.
  const std::vector<double>& operator[](std::string_view name) const;
  bool contains(std::string_view name) const { return series_.contains(name); }
  /// All of them, in alphabetical order.
  const Series& history() const { return series_; }
  /// Metrics of several numbers, whose series are those of their numbers: "f1_score" of
  /// "f1_score[0]", "f1_score[1]", ... in order. Of a fit that is resumed those that have been
  /// reported since.
  const std::map<std::string, std::vector<std::string>, std::less<>>& several() const {
    return several_;
  }

  /// {"history", "epoch", "params", "stopped_epoch", "stop_reason", "best_epoch",
  /// "diverged_epoch"} as one line of strict JSON. Numbers that JSON cannot write are the strings
  /// "NaN", "Infinity" and "-Infinity".
  std::string to_json() const;

  static constexpr std::string_view type = "History";
  static constexpr auto fields() { return Fields{}; }
  static constexpr bool observes_only = true;
  void on_train_begin(TrainingControl& control);
  void on_epoch_end(TrainingControl& control, std::int64_t index, const Logs& logs);
  void on_train_end(TrainingControl& control);

 private:
  void add_zeros(const TrainingControl& control, bool in_series);

  Series series_;
  std::map<std::string, std::vector<std::string>, std::less<>> several_;
  std::vector<std::int64_t> zero_pattern_;  ///< a bit a weight: was it 0?

 public:
  static constexpr auto state_fields() {
    using H = History;
    return Fields{Field{"epoch", &H::epoch},
                  Field{"stopped_epoch", &H::stopped_epoch},
                  Field{"series", &H::series_},
                  Field{"stop_reason", &H::stop_reason},
                  Field{"best_epoch", &H::best_epoch},
                  Field{"diverged_epoch", &H::diverged_epoch},
                  Field{"zero_pattern", &H::zero_pattern_}};
  }
};

}  // namespace occam::callbacks
