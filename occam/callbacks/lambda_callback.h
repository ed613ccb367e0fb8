#pragma once

#include <functional>

#include "occam/callbacks/callback.h"

namespace occam::callbacks {

/// A function for a hook, or none: then the hook does nothing.
template <class... Arguments>
class HookFunction {
 public:
  HookFunction() = default;
  template <std::invocable<Arguments...> F>
  requires(!std::same_as<std::remove_cvref_t<F>, HookFunction>)
      HookFunction(F function)  // NOLINT: implicit by design
      : function_(std::move(function)) {}
  explicit operator bool() const { return static_cast<bool>(function_); }
  void operator()(Arguments... arguments) const {
    if (function_) function_(arguments...);
  }

 private:
  std::function<void(Arguments...)> function_;
};

/// A callback of functions, one a hook; those that are left out cost nothing. It has no fields(): a
/// function has no text. Source: Keras 3.15.1, callbacks.LambdaCallback, whose functions do not get
/// the control.
struct LambdaCallback {
  using OnRun = HookFunction<TrainingControl&>;
  using OnIndex = HookFunction<TrainingControl&, std::int64_t>;  ///< of the epoch or the batch
  using OnLogs = HookFunction<TrainingControl&, std::int64_t, const Logs&>;

  OnIndex on_epoch_begin = {};
  HookFunction<TrainingControl&, std::int64_t, Logs&> on_epoch_end = {};
  OnRun on_train_begin = {}, on_train_end = {};
  OnIndex on_train_batch_begin = {};
  OnLogs on_train_batch_end = {};
  OnRun on_test_begin = {};
  HookFunction<TrainingControl&, const Logs&> on_test_end = {};
  OnIndex on_test_batch_begin = {};
  OnLogs on_test_batch_end = {};
  OnRun on_predict_begin = {}, on_predict_end = {};
  OnIndex on_predict_batch_begin = {}, on_predict_batch_end = {};

  static constexpr std::string_view type = "LambdaCallback";
  bool wants_batches() const { return on_train_batch_begin || on_train_batch_end; }
  bool wants_test_batches() const { return on_test_batch_begin || on_test_batch_end; }
  bool wants_predict_batches() const { return on_predict_batch_begin || on_predict_batch_end; }
};

}  // namespace occam::callbacks
