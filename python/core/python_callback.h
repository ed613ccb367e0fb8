#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "occam/callbacks/callback.h"
#include "occam/training/turn_watch.h"
#include "python/core/python_object.h"

namespace occam::python {

/// A callback whose hooks are methods of a Python object: hook(index, logs) -> None, or the reason
/// why training is to stop. Which hooks of batches there are says the object: those of the others
/// are always called. `on_epoch_end` may add numbers to the logs.
struct PythonCallback {
  PythonObject object;
  bool train_batches = false, test_batches = false, predict_batches = false;

  static constexpr std::string_view type = "Callback";
  /// Nothing that a checkpoint keeps: as in Keras, what it holds is its own affair.
  static constexpr auto state_fields() { return Fields{}; }
  bool wants_batches() const { return train_batches; }
  bool wants_test_batches() const { return test_batches; }
  bool wants_predict_batches() const { return predict_batches; }

  void on_train_begin(callbacks::TrainingControl& control);
  void on_train_end(callbacks::TrainingControl& control);
  void on_epoch_begin(callbacks::TrainingControl& control, std::int64_t epoch);
  void on_epoch_end(callbacks::TrainingControl& control, std::int64_t epoch, callbacks::Logs& logs);
  void on_train_batch_begin(callbacks::TrainingControl& control, std::int64_t batch);
  void on_train_batch_end(callbacks::TrainingControl& control, std::int64_t batch,
                          const callbacks::Logs& logs);
  void on_test_begin(callbacks::TrainingControl& control);
  void on_test_end(callbacks::TrainingControl& control, const callbacks::Logs& logs);
  void on_test_batch_begin(callbacks::TrainingControl& control, std::int64_t batch);
  void on_test_batch_end(callbacks::TrainingControl& control, std::int64_t batch,
                         const callbacks::Logs& logs);
  void on_predict_begin(callbacks::TrainingControl& control);
  void on_predict_end(callbacks::TrainingControl& control);
  void on_predict_batch_begin(callbacks::TrainingControl& control, std::int64_t batch);
  void on_predict_batch_end(callbacks::TrainingControl& control, std::int64_t batch);

 private:
  void call(callbacks::TrainingControl& control, const char* hook, std::int64_t index,
            const callbacks::Logs* logs, callbacks::Logs* changed = nullptr);
};

/// While it lives, Ctrl-C is noted beside what Python's own handler does, and ends a fit, an
/// evaluation or a prediction of this thread by KeyboardInterrupt behind the step in which it was
/// pressed.
class InterruptWatch {
 public:
  InterruptWatch();
  ~InterruptWatch();
  InterruptWatch(const InterruptWatch&) = delete;
  InterruptWatch& operator=(const InterruptWatch&) = delete;

 private:
  training::TurnWatch turns_;
};

}  // namespace occam::python
