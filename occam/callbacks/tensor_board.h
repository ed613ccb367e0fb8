#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "occam/base/field_list.h"
#include "occam/callbacks/callback.h"

namespace occam::callbacks {

class EventFile;

/// Writes what TensorBoard shows: into log_dir/train the epochs' numbers ("epoch_loss") and the
/// learning rate, every update_freq batches the running means ("batch_loss"), every histogram_freq
/// epochs the weights ("dense/kernel/histogram"); into log_dir/validation the epochs' val_ numbers
/// and those of every evaluation by training steps ("evaluation_loss_vs_iterations").
///
/// Of Keras's arguments it has not write_graph, write_images, profile_batch and embeddings_freq. Of
/// a stack's members each needs a folder of its own: "logs/{member}". Errors: InvalidArgument for
/// such a folder; FileError, at the start of fit, for one that cannot be written.
/// Source: Keras 3.15.1, callbacks.TensorBoard.
struct TensorBoard {
  std::string log_dir = "logs";
  Int histogram_freq = 0;               ///< epochs from one to the next; 0: none
  bool write_steps_per_second = false;  ///< the speed too: of epochs, with update_freq of batches
  MaybeInt update_freq = {};  ///< batches from one to the next; none: epochs alone ("batch" is 1)

  static constexpr std::string_view type = "TensorBoard";
  static constexpr auto fields() {
    using T = TensorBoard;
    return Fields{Field{"log_dir", &T::log_dir, "the folder; {member} becomes the member"},
                  Field{"histogram_freq", &T::histogram_freq, at_least(0),
                        "epochs between histograms of the weights; 0: none"},
                  Field{"write_steps_per_second", &T::write_steps_per_second, "the speed too"},
                  Field{"update_freq", &T::update_freq, at_least(1),
                        "batches between running means; none: only epochs are written"}};
  }
  static constexpr auto state_fields() {
    return Fields{Field{"batches_seen", &TensorBoard::batches_seen}};
  }

  void validate(const TrainingControl& control) const;
  bool wants_batches() const { return update_freq.has_value(); }
  void on_train_begin(TrainingControl& control);
  void on_epoch_begin(TrainingControl& control, std::int64_t epoch);
  void on_train_batch_begin(TrainingControl& control, std::int64_t batch);
  void on_train_batch_end(TrainingControl& control, std::int64_t batch, const Logs& logs);
  void on_epoch_end(TrainingControl& control, std::int64_t epoch, const Logs& logs);
  void on_test_end(TrainingControl& control, const Logs& logs);
  void on_train_end(TrainingControl& control);

  // Run-time state, not arguments.
  using Clock = std::chrono::steady_clock;
  Int batches_seen = 0;  ///< of this fit
  std::int64_t steps_before = 0;
  Clock::time_point epoch_began = {}, batch_began = {};
  std::shared_ptr<EventFile> train = {}, validation = {};  ///< opened when first written

 private:
  EventFile& file(std::shared_ptr<EventFile>& held, const TrainingControl& control,
                  std::string_view folder);
};

}  // namespace occam::callbacks
