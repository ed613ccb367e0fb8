#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "occam/base/catalogue.h"
#include "occam/base/described.h"
#include "occam/base/holder.h"
#include "occam/callbacks/hooks.h"
#include "occam/callbacks/logs.h"
#include "occam/callbacks/run_state.h"
#include "occam/callbacks/save_request.h"
#include "occam/metrics/direction.h"

namespace occam::callbacks {

using occam::Direction;

/// What a callback may see and do during `fit`, `evaluate` and `predict`: one member of a stack of
/// models, never the model itself. The trainer derives from it, one object a member and a call.
/// Epochs and batches count from 0.
class TrainingControl {
 public:
  TrainingControl() = default;
  TrainingControl(const TrainingControl&) = delete;
  TrainingControl& operator=(const TrainingControl&) = delete;
  virtual ~TrainingControl() = default;

  /// Ends this member's training: in on_train_batch_end with that batch, which then ends the epoch;
  /// in on_epoch_end with that epoch; before an epoch's batches with the first of them. The first
  /// reason given is kept. Source: Keras 3, Model.stop_training.
  void stop_training(std::string reason);
  /// Ends this member's training in the same way, but not as a part of the run: what save() writes
  /// with the same event goes on behind it, and nothing is saved later. For a signal, or when time
  /// is up.
  void interrupt(std::string reason);
  bool stop_requested() const { return stopped_ || interrupted_; }
  /// Only what stop_training asked for.
  bool stopped() const { return stopped_; }
  bool interrupted() const { return interrupted_; }
  const std::string& stop_reason() const { return stopped_ ? stop_reason_ : interrupt_reason_; }

  /// Throws InvalidArgument for a model that save() cannot write, such as one with a lambda. A
  /// callback that will save asks in validate(), before any work is done.
  virtual void check_savable() const {}
  /// Writes a file as soon as all callbacks of all members have been told of the present event, in
  /// a validation of the end of its epoch: it holds one moment of the run. A file of that name
  /// stays until the new one is complete. What cannot be written ends the fit with a FileError.
  void save(SaveRequest request) { saves_.push_back(std::move(request)); }
  /// A checkpoint that is of no use once all members have finished: removed then, with its folder
  /// if that is empty; not when the fit is interrupted or fails.
  void discard_at_end(std::string path) { discards_.push_back(std::move(path)); }
  /// True when this fit goes on from a checkpoint. on_train_begin is called all the same, and what
  /// state_fields() list is given back after it; files are continued, not begun.
  virtual bool resumed() const { return false; }
  /// For the trainer: what was asked for since the last call.
  std::vector<SaveRequest> take_saves() { return std::exchange(saves_, {}); }
  bool wants_save() const { return !saves_.empty(); }
  const std::vector<std::string>& discards() const { return discards_; }

  /// Tells History which epoch a callback found best; -1 while none did.
  void set_best_epoch(std::int64_t epoch) { best_epoch_ = epoch; }
  std::int64_t best_epoch() const { return best_epoch_; }

  /// Final epoch index as in Keras: epochs run from initial_epoch to epochs() - 1.
  virtual std::int64_t epochs() const = 0;
  /// Batches an epoch; 0 while unknown, known by the end of the first epoch.
  virtual std::int64_t steps_per_epoch() const = 0;
  /// `metric` without "val_"; kNone for an unknown name or a metric without direction.
  virtual Direction metric_direction(std::string_view metric) const = 0;
  /// Every log key some epoch of this run will have, "val_" keys included.
  virtual std::vector<std::string> log_names() const = 0;
  bool monitors(std::string_view log_name) const;

  /// All weights of this member in one flat buffer, moving statistics included; no optimizer state.
  virtual std::vector<float> weights() const = 0;
  /// Takes back what weights() gave.
  virtual void set_weights(std::span<const float> weights) = 0;

  /// Paths of this member's hyper-parameters, as those of the models: "optimizer/learning_rate".
  virtual std::vector<std::string> hyper_paths() const { return {}; }
  /// The value now; of one that a schedule works out, what the next step will take. Throws
  /// InvalidArgument, listing the paths, for an unknown one.
  virtual double hyper(std::string_view path) const;
  /// Takes effect with the next step and stays until it is set again. Throws InvalidArgument for an
  /// unknown path, a number out of the parameter's range, or one that a schedule works out.
  virtual void set_hyper(std::string_view path, double value);
  /// Training steps since the optimizer was started: Keras's optimizer.iterations.
  virtual std::int64_t steps_taken() const { return 0; }

  /// Exchanges the weights with the running means that the optimizer keeps of them (use_ema).
  /// What stands in the weights' place when training ends stays there if it is the means; during a
  /// step it has to be the weights. Throws InvalidArgument without use_ema.
  virtual void swap_averages();
  virtual bool has_averages() const { return false; }
  /// weights() as they were while the last validation was measured: the running means when they
  /// stood in the weights' place then. Before a validation, weights().
  virtual std::vector<float> measured_weights() { return weights(); }
  /// By path, the weights of this member, statistics included, in Keras's order.
  virtual void visit_weights(
      const std::function<void(std::string_view path, std::span<const float>)>&) const {}

  /// The same for weights whose penalty makes exact zeros by a proximal step.
  virtual void visit_sparse_weights(
      const std::function<void(std::string_view path, std::span<const float>)>&) const {}

  /// Index in a stack of models and the stack's size.
  virtual std::int64_t member() const { return 0; }
  virtual std::int64_t members() const { return 1; }

 private:
  bool stopped_ = false, interrupted_ = false;
  std::string stop_reason_, interrupt_reason_;
  std::int64_t best_epoch_ = -1;
  std::vector<SaveRequest> saves_;
  std::vector<std::string> discards_;
};

// One concept a hook. A member of that name that cannot be called so is a compile error (see
// Callback), or a misspelt parameter would silently switch a callback off.
template <class T>
concept HasTrainBegin = requires(T& t, TrainingControl& control) {
  t.on_train_begin(control);
};
template <class T>
concept HasEpochBegin = requires(T& t, TrainingControl& control, std::int64_t epoch) {
  t.on_epoch_begin(control, epoch);
};
template <class T>
concept HasTrainBatchEnd = requires(T& t, TrainingControl& control, std::int64_t batch,
                                    const Logs& logs) {
  t.on_train_batch_end(control, batch, logs);
};
template <class T>
concept HasEpochEnd = requires(T& t, TrainingControl& control, std::int64_t epoch, Logs& logs) {
  t.on_epoch_end(control, epoch, logs);
};
template <class T>
concept HasTrainEnd = requires(T& t, TrainingControl& control) {
  t.on_train_end(control);
};

/// Any struct with at least one hook; no base class.
template <class T>
concept CallbackStruct = HasTrainBegin<T> || HasEpochBegin<T> || HasTrainBatchEnd<T> ||
    HasEpochEnd<T> || HasTrainEnd<T> || HasPassHook<T>;

/// Holds a copy of any CallbackStruct, or with std::ref the caller's own object. Copies are deep,
/// except of std::ref. From a string: the member of the catalogue with its defaults. A struct with
/// fields() is checked as it is taken. Optional members of the struct beside the hooks:
/// `void validate(const TrainingControl&) const` throws InvalidArgument before any work is done;
/// `bool wants_batches() const` says whether the hooks of single training batches have to be called
/// at all, wants_test_batches and wants_predict_batches those of the others (default: when they
/// exist); on_epoch_end may take `Logs&` and add numbers that later callbacks and History see;
/// `std::int64_t weight_copies() const` says how many copies of a member's weights
/// it holds at a time (default: 0), for the memory that a fit is planned with;
/// `static constexpr auto state_fields()` lists what a run changes in it, which a checkpoint keeps
/// (run_state.h): without it a run that is resumed is exact only if nothing of the past matters;
/// `std::vector<std::string> checkpoints() const` names files that a fit goes on from, the first
/// that is there and whole;
/// `static constexpr std::string_view type` names it in messages.
/// Source: Keras 3, callbacks.Callback.
class Callback final {
 public:
  template <class T>
  requires(!std::same_as<std::remove_cvref_t<T>, Callback> &&
           CallbackStruct<std::remove_cvref_t<T>>) Callback(T&& callback)
      : held_(std::make_unique<Holder<std::remove_cvref_t<T>>>(std::forward<T>(callback))) {
    held_->check();
  }
  template <CallbackStruct T>
  Callback(std::reference_wrapper<T> callback)
      : held_(std::make_unique<Holder<std::reference_wrapper<T>>>(callback)) {
    held_->check();
  }
  template <std::convertible_to<std::string_view> Name>
  Callback(const Name& name) : Callback(catalogue().make(name)) {}  // NOLINT: implicit by design

  Callback(const Callback& other) : held_(other.held_->clone()) {}
  Callback(Callback&&) noexcept = default;
  Callback& operator=(const Callback& other) {
    held_ = other.held_->clone();
    return *this;
  }
  Callback& operator=(Callback&&) noexcept = default;
  ~Callback() = default;

  void validate(const TrainingControl& control) const { held_->validate(control); }
  void on_train_begin(TrainingControl& control) { held_->on_train_begin(control); }
  void on_epoch_begin(TrainingControl& control, std::int64_t epoch) {
    held_->on_epoch_begin(control, epoch);
  }
  void on_train_batch_end(TrainingControl& control, std::int64_t batch, const Logs& logs) {
    held_->on_train_batch_end(control, batch, logs);
  }
  void on_epoch_end(TrainingControl& control, std::int64_t epoch, Logs& logs) {
    held_->on_epoch_end(control, epoch, logs);
  }
  void on_train_end(TrainingControl& control) { held_->on_train_end(control); }

  void on_train_batch_begin(TrainingControl& control, std::int64_t batch) {
    held_->on_train_batch_begin(control, batch);
  }
  void on_test_begin(TrainingControl& control) { held_->on_test_begin(control); }
  void on_test_batch_begin(TrainingControl& control, std::int64_t batch) {
    held_->on_test_batch_begin(control, batch);
  }
  void on_test_batch_end(TrainingControl& control, std::int64_t batch, const Logs& logs) {
    held_->on_test_batch_end(control, batch, logs);
  }
  void on_test_end(TrainingControl& control, const Logs& logs) {
    held_->on_test_end(control, logs);
  }
  void on_predict_begin(TrainingControl& control) { held_->on_predict_begin(control); }
  void on_predict_batch_begin(TrainingControl& control, std::int64_t batch) {
    held_->on_predict_batch_begin(control, batch);
  }
  void on_predict_batch_end(TrainingControl& control, std::int64_t batch) {
    held_->on_predict_batch_end(control, batch);
  }
  void on_predict_end(TrainingControl& control) { held_->on_predict_end(control); }

  /// False: the trainer may skip the hooks of training batches, and the work behind their logs.
  bool wants_batches() const { return held_->wants_batches(); }
  bool wants_test_batches() const { return held_->wants_test_batches(); }
  bool wants_predict_batches() const { return held_->wants_predict_batches(); }
  /// The most copies of a member's weights that it holds at a time.
  std::int64_t weight_copies() const { return held_->weight_copies(); }
  bool has_state_fields() const { return held_->has_state_fields(); }
  /// Does it list at least one?
  bool keeps_state() const { return held_->keeps_state(); }
  /// What the run has left in it so far. REQUIRES: keeps_state().
  RunState run_state() const { return held_->run_state(); }
  void take_run_state(const RunState& state) { held_->take_run_state(state); }
  std::vector<std::string> checkpoints() const { return held_->checkpoints(); }
  /// True for std::ref: the object is shared by all copies, hence by all members of a stack.
  bool is_reference() const { return held_->is_reference(); }
  /// The struct's `type`, or "Callback".
  std::string_view type() const { return held_->type(); }
  bool has_fields() const { return held_->has_fields(); }
  /// {"class_name", "config"}: the arguments, not what a run left. Throws InvalidArgument for a
  /// struct without fields().
  Config config() const {
    return Config::map({{"class_name", type()}, {"config", held_->config()}});
  }
  /// Of one type with equal arguments; without fields() the same object.
  friend bool operator==(const Callback& a, const Callback& b) { return a.held_->equals(*b.held_); }
  static const Catalogue<Callback>& catalogue();

 private:
  struct Held : Described {
    virtual std::unique_ptr<Held> clone() const = 0;
    virtual void check() const = 0;
    virtual void validate(const TrainingControl& control) const = 0;
    virtual void on_train_begin(TrainingControl& control) = 0;
    virtual void on_epoch_begin(TrainingControl& control, std::int64_t epoch) = 0;
    virtual void on_train_batch_end(TrainingControl& control, std::int64_t batch,
                                    const Logs& logs) = 0;
    virtual void on_epoch_end(TrainingControl& control, std::int64_t epoch, Logs& logs) = 0;
    virtual void on_train_end(TrainingControl& control) = 0;
    virtual void on_train_batch_begin(TrainingControl& control, std::int64_t batch) = 0;
    virtual void on_test_begin(TrainingControl& control) = 0;
    virtual void on_test_batch_begin(TrainingControl& control, std::int64_t batch) = 0;
    virtual void on_test_batch_end(TrainingControl& control, std::int64_t batch,
                                   const Logs& logs) = 0;
    virtual void on_test_end(TrainingControl& control, const Logs& logs) = 0;
    virtual void on_predict_begin(TrainingControl& control) = 0;
    virtual void on_predict_batch_begin(TrainingControl& control, std::int64_t batch) = 0;
    virtual void on_predict_batch_end(TrainingControl& control, std::int64_t batch) = 0;
    virtual void on_predict_end(TrainingControl& control) = 0;
    virtual bool wants_batches() const = 0;
    virtual bool wants_test_batches() const = 0;
    virtual bool wants_predict_batches() const = 0;
    virtual std::int64_t weight_copies() const = 0;
    virtual bool has_state_fields() const = 0;
    virtual bool keeps_state() const = 0;
    virtual RunState run_state() const = 0;
    virtual void take_run_state(const RunState& state) = 0;
    virtual std::vector<std::string> checkpoints() const = 0;
    virtual bool is_reference() const = 0;
  };

  template <class Stored>
  struct Holder final : Held {
    // The struct itself: Stored, or what a std::reference_wrapper refers to.
    using T = std::remove_cvref_t<std::unwrap_reference_t<Stored>>;
    static constexpr bool kIsReference = !std::same_as<T, Stored>;

    static_assert(
        HasTrainBegin<T> || !requires { &T::on_train_begin; },
        "on_train_begin must be callable with (TrainingControl&)");
    static_assert(
        HasEpochBegin<T> || !requires { &T::on_epoch_begin; },
        "on_epoch_begin must be callable with (TrainingControl&, int64_t epoch)");
    static_assert(
        HasTrainBatchEnd<T> || !requires { &T::on_train_batch_end; },
        "on_train_batch_end must be callable with (TrainingControl&, int64_t batch, "
        "const Logs&)");
    static_assert(
        HasEpochEnd<T> || !requires { &T::on_epoch_end; },
        "on_epoch_end must be callable with (TrainingControl&, int64_t epoch, "
        "const Logs&)");
    static_assert(
        HasTrainEnd<T> || !requires { &T::on_train_end; },
        "on_train_end must be callable with (TrainingControl&)");

    template <class Source>
    explicit Holder(Source&& source) : stored(std::forward<Source>(source)) {
      check_pass_hooks<T>();
    }

    std::unique_ptr<Held> clone() const override { return std::make_unique<Holder>(stored); }
    void check() const override {
      const T& callback = stored;
      if constexpr (HasFields<T>) check_fields(callback);
      if constexpr (requires { callback.check(); }) callback.check();
    }
    void validate(const TrainingControl& control) const override {
      const T& callback = stored;
      check();  // again: a std::ref may have changed since
      if constexpr (requires { callback.validate(control); }) callback.validate(control);
    }
    void on_train_begin([[maybe_unused]] TrainingControl& control) override {
      if constexpr (HasTrainBegin<T>) get().on_train_begin(control);
    }
    void on_epoch_begin([[maybe_unused]] TrainingControl& control,
                        [[maybe_unused]] std::int64_t epoch) override {
      if constexpr (HasEpochBegin<T>) get().on_epoch_begin(control, epoch);
    }
    void on_train_batch_end([[maybe_unused]] TrainingControl& control,
                            [[maybe_unused]] std::int64_t batch,
                            [[maybe_unused]] const Logs& logs) override {
      if constexpr (HasTrainBatchEnd<T>) get().on_train_batch_end(control, batch, logs);
    }
    void on_epoch_end([[maybe_unused]] TrainingControl& control,
                      [[maybe_unused]] std::int64_t epoch, [[maybe_unused]] Logs& logs) override {
      if constexpr (HasEpochEnd<T>) get().on_epoch_end(control, epoch, logs);
    }
    void on_train_end([[maybe_unused]] TrainingControl& control) override {
      if constexpr (HasTrainEnd<T>) get().on_train_end(control);
    }
    void on_train_batch_begin([[maybe_unused]] TrainingControl& control,
                              [[maybe_unused]] std::int64_t batch) override {
      if constexpr (HasTrainBatchBegin<T>) get().on_train_batch_begin(control, batch);
    }
    void on_test_begin([[maybe_unused]] TrainingControl& control) override {
      if constexpr (HasTestBegin<T>) get().on_test_begin(control);
    }
    void on_test_batch_begin([[maybe_unused]] TrainingControl& control,
                             [[maybe_unused]] std::int64_t batch) override {
      if constexpr (HasTestBatchBegin<T>) get().on_test_batch_begin(control, batch);
    }
    void on_test_batch_end([[maybe_unused]] TrainingControl& control,
                           [[maybe_unused]] std::int64_t batch,
                           [[maybe_unused]] const Logs& logs) override {
      if constexpr (HasTestBatchEnd<T>) get().on_test_batch_end(control, batch, logs);
    }
    void on_test_end([[maybe_unused]] TrainingControl& control,
                     [[maybe_unused]] const Logs& logs) override {
      if constexpr (HasTestEnd<T>) get().on_test_end(control, logs);
    }
    void on_predict_begin([[maybe_unused]] TrainingControl& control) override {
      if constexpr (HasPredictBegin<T>) get().on_predict_begin(control);
    }
    void on_predict_batch_begin([[maybe_unused]] TrainingControl& control,
                                [[maybe_unused]] std::int64_t batch) override {
      if constexpr (HasPredictBatchBegin<T>) get().on_predict_batch_begin(control, batch);
    }
    void on_predict_batch_end([[maybe_unused]] TrainingControl& control,
                              [[maybe_unused]] std::int64_t batch) override {
      if constexpr (HasPredictBatchEnd<T>) get().on_predict_batch_end(control, batch);
    }
    void on_predict_end([[maybe_unused]] TrainingControl& control) override {
      if constexpr (HasPredictEnd<T>) get().on_predict_end(control);
    }
    bool wants_batches() const override {
      const T& callback = stored;
      if constexpr (requires {
                      { callback.wants_batches() } -> std::convertible_to<bool>;
                    }) {
        return callback.wants_batches();
      } else {
        return HasTrainBatchBegin<T> || HasTrainBatchEnd<T>;
      }
    }
    bool wants_test_batches() const override {
      const T& callback = stored;
      if constexpr (requires {
                      { callback.wants_test_batches() } -> std::convertible_to<bool>;
                    }) {
        return callback.wants_test_batches();
      } else {
        return HasTestBatches<T>;
      }
    }
    bool wants_predict_batches() const override {
      const T& callback = stored;
      if constexpr (requires {
                      { callback.wants_predict_batches() } -> std::convertible_to<bool>;
                    }) {
        return callback.wants_predict_batches();
      } else {
        return HasPredictBatches<T>;
      }
    }
    std::int64_t weight_copies() const override {
      const T& callback = stored;
      if constexpr (requires {
                      { callback.weight_copies() } -> std::convertible_to<std::int64_t>;
                    }) {
        return callback.weight_copies();
      } else {
        return 0;
      }
    }
    bool has_state_fields() const override { return HasStateFields<T>; }
    bool keeps_state() const override {
      if constexpr (HasStateFields<T>) {
        bool any = false;
        for_each_field(T::state_fields(), [&](const auto&) { any = true; });
        return any;
      } else {
        return false;
      }
    }
    RunState run_state() const override {
      if constexpr (HasStateFields<T>) {
        return run_state_of(static_cast<const T&>(stored));
      } else {
        return {};
      }
    }
    void take_run_state([[maybe_unused]] const RunState& state) override {
      if constexpr (HasStateFields<T>) callbacks::take_run_state(state, get());
    }
    std::vector<std::string> checkpoints() const override {
      const T& callback = stored;
      if constexpr (requires { callback.checkpoints(); }) {
        return callback.checkpoints();
      } else {
        return {};
      }
    }
    bool is_reference() const override { return kIsReference; }
    std::string_view type() const override {
      if constexpr (requires {
                      { T::type } -> std::convertible_to<std::string_view>;
                    }) {
        return T::type;
      } else {
        return "Callback";
      }
    }
    bool has_fields() const override { return HasFields<T>; }
    Config config() const override {
      if constexpr (HasFields<T>) {
        return config_of(static_cast<const T&>(stored));
      } else {
        throw_without_fields(type());
      }
    }
    bool equals(const Described& other) const override {
      const auto* const same = dynamic_cast<const Holder*>(&other);
      if (same == nullptr) return false;
      const T &own = stored, &others = same->stored;
      if constexpr (HasFields<T>) {
        return equal_fields(own, others);
      } else {
        return &own == &others;
      }
    }

    T& get() { return stored; }

    Stored stored;
  };

  std::unique_ptr<Held> held_;
};

}  // namespace occam::callbacks
