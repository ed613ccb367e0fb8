#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "occam/base/field_list.h"
#include "occam/callbacks/callback.h"
#include "occam/callbacks/save_freq.h"

namespace occam::callbacks {

/// Saves the state of the fit, of all members of a stack, as backup_dir/latest.keras, after every
/// epoch or some batches. A later fit with the same arguments finds the file and goes on from it,
/// to the bits that it would have had without the interruption; its History is that of the whole
/// fit. Once a fit is through, the file is removed, and backup_dir if nothing else is in it.
/// Errors: InvalidArgument before training without backup_dir, for one that may not be written to,
/// a model that cannot be saved, or a file that another fit has left. FileError, which ends the
/// fit, for a file that cannot be written.
/// Difference from Keras: a batch is gone on from, not its epoch begun anew; the state of other
/// callbacks, masks and shuffles goes on too; of backup_dir only the own files are removed.
/// Source: Keras 3.15.1, callbacks.BackupAndRestore.
struct BackupAndRestore {
  std::string backup_dir = "";  ///< has to be given; of this fit alone
  SaveFreq save_freq = "epoch";
  bool double_checkpoint = false;  ///< keeps the file before as previous.keras, gone on from when
                                   ///< the latest cannot be read
  bool delete_checkpoint = true;   ///< when the fit is through

  std::int64_t batches_since_save = 0;  ///< what a run leaves

  static constexpr std::string_view type = "BackupAndRestore";
  static constexpr bool observes_only = true;
  static constexpr auto fields() {
    using B = BackupAndRestore;
    return Fields{Field{"backup_dir", &B::backup_dir, "folder of the files, of this fit alone"},
                  Field{"save_freq", &B::save_freq, at_least(1), "each epoch or so many batches"},
                  Field{"double_checkpoint", &B::double_checkpoint, "keep the file before too"},
                  Field{"delete_checkpoint", &B::delete_checkpoint, "when the fit is through"}};
  }
  static constexpr auto state_fields() {
    return Fields{Field{"batches_since_save", &BackupAndRestore::batches_since_save}};
  }

  void validate(const TrainingControl& control) const;
  std::vector<std::string> checkpoints() const;
  bool wants_batches() const { return save_freq.batches().has_value(); }
  void on_train_begin(TrainingControl& control);
  void on_train_batch_end(TrainingControl& control, std::int64_t batch, const Logs& logs);
  void on_epoch_end(TrainingControl& control, std::int64_t epoch, const Logs& logs);
  void on_train_end(TrainingControl& control);

 private:
  std::string latest() const;
  std::string previous() const;
  void save(TrainingControl& control) const;
};

}  // namespace occam::callbacks
