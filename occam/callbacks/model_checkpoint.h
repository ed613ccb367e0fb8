#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>

#include "occam/base/field_list.h"
#include "occam/base/maybe_number.h"
#include "occam/callbacks/callback.h"
#include "occam/callbacks/save_freq.h"

namespace occam::callbacks {

/// Saves the model after every epoch or some batches, or only when the monitored value is better
/// than ever before. A whole `.keras` file is also what `FitOptions::resume_from` goes on from, the
/// present epoch and batch and this callback's own best value included; a `.h5` file, Keras's older
/// form, holds the model alone.
///
/// filepath may hold {epoch} and {batch}, from 1, and the logs' names, with Keras's formats:
/// "{epoch:02d}-{val_loss:.4f}.keras". Of a stack each member saves its own model, so it has to
/// hold {member}, from 0; BackupAndRestore saves a stack as a whole. A file stays until its
/// successor is complete; folders are made.
/// Errors: InvalidArgument before training for a name that does not end in .keras or .h5 (weights
/// only: .weights.h5), an unknown name or format in it, an unknown monitor when save_best_only
/// needs one, a mode that cannot be told, a model that cannot be saved. FileError, which ends the
/// fit, for a file that cannot be written. Difference from Keras: NaN is never best; a monitor that
/// is missing is refused, not saved. Source: Keras 3.15.1, callbacks.ModelCheckpoint.
struct ModelCheckpoint {
  std::string filepath = "";         ///< has to be given
  std::string monitor = "val_loss";  ///< a log key of the run
  int verbose = 0;                   ///< 1: say so on `out`
  bool save_best_only = false;
  bool save_weights_only = false;
  std::string mode = "auto";  ///< auto: the metric's own direction; min; max
  SaveFreq save_freq = "epoch";
  MaybeNumber initial_value_threshold = {};  ///< save_best_only: what the first has to beat
  std::ostream* out = nullptr;               ///< messages; null: std::cerr. Must outlive training.

  // Results, readable after fit through std::ref.
  MaybeNumber best = {};  ///< save_best_only: of what was saved
  std::int64_t epoch = 0, batches_since_save = 0;
  Direction direction = Direction::kNone;  ///< what `mode` came to

  static constexpr std::string_view type = "ModelCheckpoint";
  static constexpr bool observes_only = true;
  static constexpr auto fields() {
    using M = ModelCheckpoint;
    return Fields{
        Field{"filepath", &M::filepath, "the file, with {epoch}, {batch} and names of logs"},
        Field{"monitor", &M::monitor, "the log key to watch"},
        Field{"verbose", &M::verbose, between(0, 1), "1: say so"},
        Field{"save_best_only", &M::save_best_only, "only when the value is the best so far"},
        Field{"save_weights_only", &M::save_weights_only, "a .weights.h5 file"},
        Field{"mode", &M::mode, one_of("auto", "min", "max"), "which way is better"},
        Field{"save_freq", &M::save_freq, at_least(1), "each epoch or so many batches"},
        Field{"initial_value_threshold", &M::initial_value_threshold,
              "what the first best value has to beat"}};
  }
  static constexpr auto state_fields() {
    using M = ModelCheckpoint;
    return Fields{Field{"best", &M::best}, Field{"epoch", &M::epoch},
                  Field{"batches_since_save", &M::batches_since_save}};
  }

  void check() const;
  void validate(const TrainingControl& control) const;
  bool wants_batches() const { return save_freq.batches().has_value(); }
  void on_train_begin(TrainingControl& control);
  void on_epoch_begin(TrainingControl& control, std::int64_t index);
  void on_train_batch_end(TrainingControl& control, std::int64_t batch, const Logs& logs);
  void on_epoch_end(TrainingControl& control, std::int64_t index, const Logs& logs);

 private:
  void check_ending() const;
  void save(TrainingControl& control, std::int64_t batch, const Logs& logs);
  bool is_best(const Logs& logs, const std::string& path);
};

}  // namespace occam::callbacks
