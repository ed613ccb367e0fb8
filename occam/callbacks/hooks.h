#pragma once

#include <cstdint>

#include "occam/callbacks/logs.h"

namespace occam::callbacks {

class TrainingControl;

// The hooks of single batches, of evaluation and of prediction; one concept each, as those of
// training and its epochs in callback.h.
template <class T>
concept HasTrainBatchBegin = requires(T& t, TrainingControl& control, std::int64_t batch) {
  t.on_train_batch_begin(control, batch);
};
template <class T>
concept HasTestBegin = requires(T& t, TrainingControl& control) {
  t.on_test_begin(control);
};
template <class T>
concept HasTestBatchBegin = requires(T& t, TrainingControl& control, std::int64_t batch) {
  t.on_test_batch_begin(control, batch);
};
template <class T>
concept HasTestBatchEnd = requires(T& t, TrainingControl& control, std::int64_t batch,
                                   const Logs& logs) {
  t.on_test_batch_end(control, batch, logs);
};
template <class T>
concept HasTestEnd = requires(T& t, TrainingControl& control, const Logs& logs) {
  t.on_test_end(control, logs);
};
template <class T>
concept HasPredictBegin = requires(T& t, TrainingControl& control) {
  t.on_predict_begin(control);
};
template <class T>
concept HasPredictBatchBegin = requires(T& t, TrainingControl& control, std::int64_t batch) {
  t.on_predict_batch_begin(control, batch);
};
template <class T>
concept HasPredictBatchEnd = requires(T& t, TrainingControl& control, std::int64_t batch) {
  t.on_predict_batch_end(control, batch);
};
template <class T>
concept HasPredictEnd = requires(T& t, TrainingControl& control) {
  t.on_predict_end(control);
};

/// Hooks of the batches of one kind of pass: those whose calls cost something a step.
template <class T>
concept HasTestBatches = HasTestBatchBegin<T> || HasTestBatchEnd<T>;
template <class T>
concept HasPredictBatches = HasPredictBatchBegin<T> || HasPredictBatchEnd<T>;

/// Any of the hooks above.
template <class T>
concept HasPassHook = HasTrainBatchBegin<T> || HasTestBegin<T> || HasTestBatches<T> ||
    HasTestEnd<T> || HasPredictBegin<T> || HasPredictBatches<T> || HasPredictEnd<T>;

/// Refuses to compile where a member has a hook's name and cannot be called as one.
template <class T>
constexpr void check_pass_hooks() {
  static_assert(
      HasTrainBatchBegin<T> || !requires { &T::on_train_batch_begin; },
      "on_train_batch_begin must be callable with (TrainingControl&, int64_t batch)");
  static_assert(
      HasTestBegin<T> || !requires { &T::on_test_begin; },
      "on_test_begin must be callable with (TrainingControl&)");
  static_assert(
      HasTestBatchBegin<T> || !requires { &T::on_test_batch_begin; },
      "on_test_batch_begin must be callable with (TrainingControl&, int64_t batch)");
  static_assert(
      HasTestBatchEnd<T> || !requires { &T::on_test_batch_end; },
      "on_test_batch_end must be callable with (TrainingControl&, int64_t batch, const Logs&)");
  static_assert(
      HasTestEnd<T> || !requires { &T::on_test_end; },
      "on_test_end must be callable with (TrainingControl&, const Logs&)");
  static_assert(
      HasPredictBegin<T> || !requires { &T::on_predict_begin; },
      "on_predict_begin must be callable with (TrainingControl&)");
  static_assert(
      HasPredictBatchBegin<T> || !requires { &T::on_predict_batch_begin; },
      "on_predict_batch_begin must be callable with (TrainingControl&, int64_t batch)");
  static_assert(
      HasPredictBatchEnd<T> || !requires { &T::on_predict_batch_end; },
      "on_predict_batch_end must be callable with (TrainingControl&, int64_t batch)");
  static_assert(
      HasPredictEnd<T> || !requires { &T::on_predict_end; },
      "on_predict_end must be callable with (TrainingControl&)");
}

}  // namespace occam::callbacks
