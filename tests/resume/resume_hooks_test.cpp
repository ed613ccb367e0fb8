// A checkpoint may be asked for, and a run ended, in any hook: what goes on from there is told of
// each event once and ends with the same bits.
#include <random>

#include "occam/data/test_file.h"
#include "occam/models/stack.h"
#include "tests/resume/interrupted_run.h"

namespace occam::resume_testing {
namespace {

using models_testing::expect_same_history;
using models_testing::expect_same_weights;

enum Hook {
  kTrainBegin,
  kEpochBegin,
  kBatchBegin,
  kBatchEnd,
  kTestBegin,
  kTestBatchBegin,
  kTestBatchEnd,
  kTestEnd,
  kEpochEnd,
  kTrainEnd
};
constexpr std::array kNames = {"train begin", "epoch begin",      "batch begin",    "batch end",
                               "test begin",  "test batch begin", "test batch end", "test end",
                               "epoch end",   "train end"};

/// Tells its heir of every hook: `told(hook, control)`.
template <class Heir>
struct EveryHook {
  void tell(Hook hook, TrainingControl& c) { static_cast<Heir*>(this)->told(hook, c); }
  void on_train_begin(TrainingControl& c) { tell(kTrainBegin, c); }
  void on_epoch_begin(TrainingControl& c, std::int64_t) { tell(kEpochBegin, c); }
  void on_train_batch_begin(TrainingControl& c, std::int64_t) { tell(kBatchBegin, c); }
  void on_train_batch_end(TrainingControl& c, std::int64_t, const Logs&) { tell(kBatchEnd, c); }
  void on_test_begin(TrainingControl& c) { tell(kTestBegin, c); }
  void on_test_batch_begin(TrainingControl& c, std::int64_t) { tell(kTestBatchBegin, c); }
  void on_test_batch_end(TrainingControl& c, std::int64_t, const Logs&) { tell(kTestBatchEnd, c); }
  void on_test_end(TrainingControl& c, const Logs&) { tell(kTestEnd, c); }
  void on_epoch_end(TrainingControl& c, std::int64_t, const Logs&) { tell(kEpochEnd, c); }
  void on_train_end(TrainingControl& c) { tell(kTrainEnd, c); }
};

/// What it was told of decides the learning rate: an event too many or too few shows in the
/// weights.
struct Trail : EveryHook<Trail> {
  std::uint64_t trail = 0;
  static constexpr std::string_view type = "Trail";
  static constexpr auto state_fields() { return Fields{Field{"trail", &Trail::trail}}; }
  void told(Hook hook, TrainingControl& control) {
    if (hook == kTrainBegin) trail = 7;
    trail = (trail + static_cast<std::uint64_t>(hook) + 1) * 6364136223846793005u;
    control.set_hyper("optimizer/learning_rate", 0.01 + 0.002 * static_cast<double>(trail >> 60));
  }
};

/// When a member saves, and ends the run or interrupts it: the `at`-th time that it is told of a
/// hook.
struct Moment {
  Hook hook = kTrainBegin;
  std::int64_t at = 1, member = 0;
  bool stops = false;  ///< as a part of the run
  std::string path = {};
};
struct SaveIn : EveryHook<SaveIn>, Moment {
  explicit SaveIn(Moment moment) : Moment(std::move(moment)) {}
  std::int64_t seen = 0;
  static constexpr std::string_view type = "SaveIn";
  static constexpr auto state_fields() { return Fields{}; }
  void told(Hook now, TrainingControl& control) {
    if (now != hook || control.member() != member || ++seen != at) return;
    if (!path.empty()) control.save({.path = path});
    if (stops) {
      control.stop_training("stopped");
    } else if (!path.empty()) {
      control.interrupt("interrupted");
    }
  }
};

class ResumeHooks : public ResumeTest {
 protected:
  static FitOptions with(const Moment& save, std::int64_t steps_per_epoch) {
    const EarlyStopping early{.patience = 2, .mode = "max", .restore_best_weights = true};
    FitOptions made = options({Trail(), early, SaveIn(save)}, 4);
    made.steps_per_epoch = steps_per_epoch;
    return made;
  }
  /// The fit that saves in a hook, and one that goes on from there, against the same without a
  /// file. `fit(options, is_new)` runs a model of its own, with another seed where it goes on.
  template <class Fit, class Compare>
  void check(Moment save, std::int64_t steps, const Fit& fit, const Compare& compare) {
    const WarningCatcher quiet([](const Warning&) {});
    const std::string what = std::string(kNames[save.hook]) + " " + std::to_string(save.at) +
                             (save.stops ? ", stops" : "") + ", member " +
                             std::to_string(save.member) + ", steps " + std::to_string(steps);
    SCOPED_TRACE(what);
    auto whole = fit(with(save, steps), true);
    save.path = path("m.keras");
    std::filesystem::remove(save.path);
    fit(with(save, steps), true);
    if (!std::filesystem::exists(save.path)) return;  // not so often
    ++compared_[save.hook];
    save.path.clear();
    save.stops = false;  // the file says so
    FitOptions again = with(save, steps);
    again.resume_from = path("m.keras");
    compare(whole, fit(again, false), what);
  }
  void expect_all() {
    for (int hook = kTrainBegin; hook <= kTrainEnd; ++hook)
      EXPECT_GT(compared_[hook], 0) << kNames[static_cast<std::size_t>(hook)];
  }

  std::map<int, int> compared_;
  std::mt19937 random_{11};
};

TEST_F(ResumeHooks, AnyHookAtAnyTime) {
  const auto fit = [](FitOptions options, bool is_new) {
    Sequential model = network(is_new ? 3 : 99);
    History history = model.fit(data().x, data().y, options);
    return std::pair(std::move(model), std::move(history));
  };
  const auto compare = [](const auto& a, const auto& b, const std::string& what) {
    EXPECT_EQ(a.second.to_json(), b.second.to_json());
    expect_same_weights(a.first, b.first, what);
    Sequential left = a.first, right = b.first;
    left.fit(data().x, data().y, options({}, 1));
    right.fit(data().x, data().y, options({}, 1));
    expect_same_weights(left, right, what + ", fitted again");
  };
  for (const std::int64_t steps : {0, 3, 7}) {  // a pass has 5
    for (int hook = kTrainBegin; hook <= kTrainEnd; ++hook) {
      for (const bool stops : {false, true}) {
        for (const std::int64_t at : {1, 2, 5, 6, static_cast<int>(7 + random_() % 9)})
          check({.hook = static_cast<Hook>(hook), .at = at, .stops = stops}, steps, fit, compare);
      }
    }
  }
  expect_all();
}

/// Members that see the rows together, or one after the other.
TEST_F(ResumeHooks, OfAnyMember) {
  constexpr std::int64_t kMembers = 3;
  for (const bool together : {true, false}) {
    const auto fit = [&](FitOptions options, bool is_new) {
      Stack stack(network(is_new ? 3 : 99), {{"dense/kernel_regularizer/l2", {0.001, 0.1, 0.2}}});
      if (!together && is_new) {  // members 1 and 2 stop after an epoch, 0 after two
        const SaveIn one({.hook = kEpochEnd, .member = 1, .stops = true});
        const SaveIn other({.hook = kEpochEnd, .member = 2, .stops = true});
        stack.fit(data().x, data().y, resume_testing::options({one, other}, 2));
      }
      std::vector<History> histories = stack.fit(data().x, data().y, options);
      return std::pair(std::move(stack), std::move(histories));
    };
    const auto compare = [](auto& a, auto&& b, const std::string& what) {
      for (std::int64_t m = 0; m < kMembers; ++m) {
        const auto i = static_cast<std::size_t>(m);
        EXPECT_EQ(a.second[i].to_json(), b.second[i].to_json()) << "member " << m;
        expect_same_weights(a.first.member(m), b.first.member(m), what);
      }
    };
    for (int hook = kTrainBegin; hook <= kTrainEnd; ++hook) {
      for (const bool stops : {false, true}) {
        for (const std::int64_t at : {1, 2, static_cast<int>(3 + random_() % 12)}) {
          check({.hook = static_cast<Hook>(hook),
                 .at = at,
                 .member = static_cast<std::int64_t>(random_() % kMembers),
                 .stops = stops},
                0, fit, compare);
        }
      }
    }
  }
  expect_all();
}

TEST_F(ResumeHooks, OfASource) {
  std::string text = "a,b,c,d,y\n";
  for (std::int64_t row = 0; row < data().x.shape()[0]; ++row) {
    for (std::int64_t i = 0; i < 4; ++i) text += to_text(data().x.at(4 * row + i)) + ",";
    text += to_text(data().y.at(row)) + "\n";
  }
  const data::TestFile file(text);
  const auto open = [&] {
    return data::csv_batches(file.path(), {.target = "y", .batches = {.batch_size = 8}});
  };
  const auto fit = [&](FitOptions options, bool is_new) {
    data::RowBatches rows = open(), watched = open();
    options.validation_split = 0;
    options.validation_data.source = watched;
    Sequential model = network(is_new ? 3 : 99);
    History history = model.fit(rows, options);
    return std::pair(std::move(model), std::move(history));
  };
  const auto compare = [](const auto& a, const auto& b, const std::string& what) {
    EXPECT_EQ(a.second.to_json(), b.second.to_json());
    expect_same_weights(a.first, b.first, what);
  };
  for (const std::int64_t steps : {0, 4}) {  // a pass has 6
    for (int hook = kTrainBegin; hook <= kTrainEnd; ++hook) {
      for (const bool stops : {false, true}) {
        for (const std::int64_t at : {1, 6, static_cast<int>(2 + random_() % 12)})
          check({.hook = static_cast<Hook>(hook), .at = at, .stops = stops}, steps, fit, compare);
      }
    }
  }
  expect_all();
}

/// Of a callback that changes the model before training begins, the change is older than the file.
TEST_F(ResumeHooks, WhatTrainBeginChangesIsNotDoneTwice) {
  struct Halves {
    static constexpr auto state_fields() { return Fields{}; }
    void on_train_begin(TrainingControl& control) {
      std::vector<float> weights = control.weights();
      for (float& weight : weights) weight *= 0.5f;
      control.set_weights(weights);
      control.set_hyper("optimizer/learning_rate", 0.05);
    }
  };
  const callbacks::ReduceLROnPlateau plateau{
      .monitor = "val_loss", .factor = 0.5, .patience = 1, .mode = "max"};
  Sequential whole = network(), first = network(), second = network(99);
  const History straight = whole.fit(data().x, data().y, options({Halves(), plateau}));
  first.fit(data().x, data().y, options({Halves(), plateau, InterruptAfter{17, path("m.keras")}}));
  FitOptions again = options({Halves(), plateau});
  again.resume_from = path("m.keras");
  expect_same_history(straight, second.fit(data().x, data().y, again), "halved once");
  expect_same_weights(whole, second, "halved once");
}

/// Where there is no fit, nothing is kept.
TEST_F(ResumeHooks, AnEvaluationSavesNothing) {
  Sequential model = network();
  const SaveIn save({.hook = kTestEnd, .path = path("m.keras")});
  EXPECT_THROW(model.evaluate(data().x, data().y, {.callbacks = {save}}), InvalidArgument);
  EXPECT_FALSE(std::filesystem::exists(path("m.keras")));
  model.evaluate(data().x, data().y);
}

}  // namespace
}  // namespace occam::resume_testing
