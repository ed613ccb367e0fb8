#include "occam/callbacks/early_stopping.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/experiment/source_dir.h"

namespace occam::callbacks {
namespace {

using ::testing::HasSubstr;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

/// A model whose weights are the index of the running epoch.
class Control final : public TrainingControl {
 public:
  std::int64_t epochs() const override { return 100; }
  std::int64_t steps_per_epoch() const override { return 1; }
  Direction metric_direction(std::string_view metric) const override {
    if (metric == "accuracy") return Direction::kUp;
    return metric == "mae" ? Direction::kDown : Direction::kNone;
  }
  std::vector<std::string> log_names() const override {
    return {"accuracy", "loss", "mean", "val_accuracy", "val_loss", "val_mae"};
  }
  std::vector<float> weights() const override { return {static_cast<float>(epoch)}; }
  void set_weights(std::span<const float> weights) override {
    restored = static_cast<std::int64_t>(weights[0]);
  }

  std::int64_t epoch = 0;
  std::int64_t restored = -1;
};

/// An epoch without the monitored value.
struct Missing {};
struct Value {
  Value(double v) : number(v) {}
  Value(Missing) : present(false) {}
  double number = 0.0;
  bool present = true;
};

/// Runs the epochs as fit does and leaves the callback as it is afterwards.
void run(EarlyStopping& stopping, Control& control, const std::vector<Value>& values) {
  Callback callback = std::ref(stopping);
  callback.validate(control);
  callback.on_train_begin(control);
  for (const Value& value : values) {
    Logs logs = {{"other", 0.0}};
    if (value.present) logs.set(stopping.monitor, value.number);
    callback.on_epoch_end(control, control.epoch, logs);
    if (control.stop_requested()) break;
    ++control.epoch;
  }
  callback.on_train_end(control);
}

struct Outcome {
  std::int64_t stopped_epoch = -1;
  std::int64_t best_epoch = -1;
  std::int64_t wait = 0;
  std::int64_t restored_epoch = -1;
  bool operator==(const Outcome&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Outcome& o) {
  return out << "stopped " << o.stopped_epoch << " best " << o.best_epoch << " wait " << o.wait
             << " restored " << o.restored_epoch;
}

Outcome outcome_of(EarlyStopping stopping, const std::vector<Value>& values) {
  Control control;
  run(stopping, control, values);
  return {control.stop_requested() ? stopping.stopped_epoch : -1,
          stopping.best.has_value() ? stopping.best_epoch : -1, stopping.wait, control.restored};
}

// The generator of tools/golden/early_stopping.py, whose docstring is the recipe.
class SplitMix64 {
 public:
  explicit SplitMix64(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15u;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  std::int64_t below(std::uint64_t n) { return static_cast<std::int64_t>(next() % n); }
  template <class T, std::size_t n>
  T pick(const T (&choices)[n]) {
    return choices[static_cast<std::size_t>(below(n))];
  }

 private:
  std::uint64_t state_;
};

struct Case {
  EarlyStopping stopping;
  std::vector<Value> values;
  std::uint64_t checksum = 0;
};

Case make_case(std::uint64_t i) {
  SplitMix64 random(20260000 + i);
  Case made;
  EarlyStopping& s = made.stopping;
  s.monitor = random.pick({"val_loss", "loss", "accuracy", "val_accuracy"});
  s.mode = random.pick({"min", "max", "auto"});
  s.min_delta = random.pick({0.0, 0.0, 0.0, 0.0625, 0.125, 0.25, 1.0, -0.125});
  s.patience = random.below(6);
  const bool has_baseline = random.below(3) == 0;
  const double baseline = static_cast<double>(random.below(65) - 32) / 16.0;
  if (has_baseline) s.baseline = baseline;
  s.start_from_epoch = random.pick({0, 0, 0, 0, 0, 1, 3, 6});
  s.restore_best_weights = random.below(2) == 1;
  const std::int64_t length = 1 + random.below(20);
  const std::int64_t shape = random.below(4);
  const std::int64_t specials = random.pick({0, 1, 4, 8});
  std::int64_t level = random.below(65) - 32;
  for (std::int64_t epoch = 0; epoch < length; ++epoch) {
    const std::int64_t step = random.below(17) - 8;
    const std::int64_t kind = random.below(24);
    if (shape == 1) level += step - 2;
    if (shape == 2) level += step + 2;
    const std::int64_t k = shape == 0 ? level + 4 * step : shape == 3 ? (step + 8) / 6 : level;
    Value value = static_cast<double>(k) / 16.0;
    if (kind < specials) value = kind % 4 < 2 ? kNan : kind % 4 == 2 ? kInf : -kInf;
    if (i % 10 == 9 && kind >= 20 && kind < 23) value = Missing{};
    made.values.push_back(value);
  }
  made.checksum = random.next();
  return made;
}

/// The documented rule for a first NaN, without a state machine: `wait` at an epoch is the number
/// of monitored values after the last improvement that counts; NaN never improves.
Outcome rule_outcome(const EarlyStopping& s, bool up, const std::vector<Value>& values) {
  const double sign = up ? -1.0 : 1.0;  // as if everything had to fall
  const double delta = std::abs(s.min_delta);
  Outcome o;
  std::int64_t last_reset = -1;
  for (std::int64_t e = s.start_from_epoch; e < std::ssize(values); ++e) {
    const auto value_at = [&](std::int64_t epoch) {
      return values[static_cast<std::size_t>(epoch)];
    };
    if (!value_at(e).present) continue;
    const double v = sign * value_at(e).number;
    const double best = o.best_epoch < 0 ? kNan : sign * value_at(o.best_epoch).number;
    const bool improves = !std::isnan(v) && (std::isnan(best) || v + delta < best);
    if (improves) o.best_epoch = e;
    const bool beats = !s.baseline.has_value() || v + delta < sign * s.baseline.value();
    if (improves && beats) last_reset = e;
    o.wait = 0;
    for (std::int64_t j = std::max<std::int64_t>(last_reset + 1, s.start_from_epoch); j <= e; ++j) {
      o.wait += value_at(j).present ? 1 : 0;
    }
    if (!improves && o.wait >= s.patience && e > 0) {
      o.stopped_epoch = e;
      break;
    }
  }
  if (s.restore_best_weights) o.restored_epoch = o.best_epoch;
  return o;
}

TEST(EarlyStopping, AgreesWithKerasOnTenThousandSequences) {
  std::ifstream file(experiment::source_dir() + "/tests/golden/data/early_stopping.json");
  ASSERT_TRUE(file.good());
  const nlohmann::json golden = nlohmann::json::parse(file);
  const std::uint64_t cases = golden["cases"];
  ASSERT_EQ(cases, 10000u);
  const auto keras = [&golden](const char* field, std::uint64_t i) -> std::int64_t {
    const auto& row = golden["outcomes"][field][i / 100].get_ref<const std::string&>();
    const char c = row.at(i % 100);
    return c == '-' ? -1 : c <= '9' ? c - '0' : c - 'a' + 10;
  };
  std::uint64_t checksum = 0;
  int nan_first = 0;
  for (std::uint64_t i = 0; i < cases; ++i) {
    const Case made = make_case(i);
    checksum += made.checksum;
    const Outcome ours = outcome_of(made.stopping, made.values);
    const Outcome theirs = {keras("stopped_epoch", i), keras("best_epoch", i), keras("wait", i),
                            keras("restored_epoch", i)};
    const EarlyStopping& s = made.stopping;
    const bool up = s.mode == "max" || (s.mode == "auto" && s.monitor.ends_with("accuracy"));
    if (keras("nan_best", i) == 0) {
      ASSERT_EQ(ours, theirs) << "case " << i;
    } else {
      ++nan_first;
    }
    ASSERT_EQ(ours, rule_outcome(s, up, made.values)) << "case " << i;
  }
  std::ostringstream hex;
  hex << std::hex << checksum;
  EXPECT_EQ(hex.str(), golden["checksum"].get<std::string>())
      << "the cases are not those of the golden";
  EXPECT_EQ(nan_first, golden["counts"]["nan_best"].get<int>());
}

TEST(EarlyStopping, NanIsNeverBest) {
  // Keras stops at epoch index 3 and restores the weights of the NaN epoch.
  const EarlyStopping stopping{.monitor = "loss", .patience = 3, .restore_best_weights = true};
  EXPECT_EQ(outcome_of(stopping, {kNan, 1.0, 0.5, 0.4, 0.3}), (Outcome{-1, 4, 0, 4}));
  EXPECT_EQ(outcome_of(stopping, {kNan, kNan, kNan, kNan}), (Outcome{2, -1, 3, -1}));
  EXPECT_EQ(outcome_of(stopping, {1.0, kNan, kNan, kNan}), (Outcome{3, 0, 3, 0}));
}

TEST(EarlyStopping, TheTutorialsDivergingRunStopsAfterFourEpochs) {
  const EarlyStopping stopping{.monitor = "loss", .patience = 3};
  EXPECT_EQ(outcome_of(stopping, {1.5e17, 1e34, kInf, kInf, kInf}), (Outcome{3, 0, 3, -1}));
}

TEST(EarlyStopping, ABaselineNeverBeatenStopsAtTheFirstValueThatDoesNotImprove) {
  const EarlyStopping stopping{.monitor = "loss", .patience = 3, .baseline = 0.2};
  EXPECT_EQ(outcome_of(stopping, {1.0, 0.9, 0.8, 0.7, 0.6, 0.5}), (Outcome{-1, 5, 6, -1}));
  EXPECT_EQ(outcome_of(stopping, {1.0, 0.9, 0.8, 0.7, 0.7, 0.5}), (Outcome{4, 3, 5, -1}));
}

TEST(EarlyStopping, ComparesInFloat32AsKeras) {
  // keras.ops.less(0.1, 0.1 + 1e-12) is False, less(1.0, 1.0 + 1e-7) is True.
  const EarlyStopping stopping{.monitor = "loss", .patience = 5};
  EXPECT_EQ(outcome_of(stopping, {0.1 + 1e-12, 0.1}).best_epoch, 0);
  EXPECT_EQ(outcome_of(stopping, {1.0 + 1e-7, 1.0}).best_epoch, 1);
}

TEST(EarlyStopping, RestoresWhateverEndedTraining) {
  EXPECT_EQ(outcome_of({.monitor = "val_accuracy", .patience = 9, .restore_best_weights = true},
                       {0.3, 0.7, 0.6})
                .restored_epoch,
            1);
  EXPECT_EQ(
      outcome_of({.restore_best_weights = true, .start_from_epoch = 7}, {0.3, 0.7}).restored_epoch,
      -1);
}

TEST(EarlyStopping, StartsAnewOnEveryFit) {
  EarlyStopping stopping{.monitor = "loss", .patience = 1};
  Control first;
  run(stopping, first, {1.0, 2.0});
  EXPECT_EQ(stopping.stopped_epoch, 1);
  EXPECT_EQ(first.stop_reason(), "loss did not improve in 1 value; best 1 in epoch 1");
  EXPECT_EQ(first.best_epoch(), 0);
  Control second;
  run(stopping, second, {5.0, 4.0});
  EXPECT_EQ(stopping.stopped_epoch, 0);
  EXPECT_EQ(stopping.best, MaybeNumber(4.0));
  EXPECT_FALSE(second.stop_requested());
}

TEST(EarlyStopping, PrintsKerasLines) {
  std::ostringstream out;
  EarlyStopping stopping{
      .monitor = "loss", .patience = 3, .verbose = 1, .restore_best_weights = true, .out = &out};
  Control control;
  run(stopping, control, {3.0, 1.0, 2.0, 2.0, 2.0});
  EXPECT_EQ(out.str(),
            "Epoch 5: early stopping\n"
            "Restoring model weights from the end of the best epoch: 2.\n");
}

/// What validate says about it; empty when it has no objection.
std::string refusal(const EarlyStopping& stopping) {
  try {
    Callback(stopping).validate(Control());
  } catch (const InvalidArgument& error) {
    return error.what();
  }
  return "";
}

TEST(EarlyStopping, RefusesBeforeTrainingStarts) {
  EXPECT_EQ(refusal({}), "");
  EXPECT_EQ(refusal({.monitor = "val_mae", .min_delta = -0.1}), "");
  EXPECT_EQ(refusal({.patience = -1}),
            "EarlyStopping: invalid value for patience. Expected an integer >= 0. Received: "
            "patience=-1");
  EXPECT_EQ(refusal({.monitor = "val_los"}),
            "EarlyStopping monitor: unknown name 'val_los'. Did you mean 'val_loss'? Known: "
            "accuracy, loss, mean, val_accuracy, val_loss, val_mae");
  EXPECT_EQ(refusal({.mode = "mix"}),
            "EarlyStopping mode: unknown name 'mix'. Did you mean 'min'? Known: auto, min, max");
  EXPECT_THAT(refusal({.monitor = "mean"}), HasSubstr("'mean' should fall or rise"));
  EXPECT_EQ(refusal({.monitor = "mean", .mode = "max"}), "");
  EXPECT_THAT(refusal({.min_delta = kNan}), HasSubstr("min_delta=nan"));
  EXPECT_THAT(refusal({.baseline = kNan}), HasSubstr("baseline=nan"));
  EXPECT_THAT(refusal({.start_from_epoch = -2}), HasSubstr("start_from_epoch=-2"));
}

TEST(EarlyStopping, LastOfTheBestEpochsWhereAsked) {
  for (const bool last : {false, true}) {
    EarlyStopping stopping{.monitor = "val_accuracy",
                           .patience = 3,
                           .restore_best_weights = true,
                           .last_of_best = last};
    Control control;
    run(stopping, control, {0.5, 0.8, 0.7, 0.8, 0.6, 0.8});
    EXPECT_EQ(stopping.best_epoch, last ? 3 : 1);
    EXPECT_EQ(control.restored, last ? 3 : 1);
    EXPECT_EQ(stopping.stopped_epoch, 4) << "an equal epoch is no improvement";
  }
}

TEST(EarlyStopping, ARelativeMinDeltaIsAShareOfTheBest) {
  const EarlyStopping tenth{
      .monitor = "loss", .min_delta = 0.125, .patience = 2, .relative_min_delta = true};
  // From 8 an improvement is below 7, from 6.5 below 5.6875; from -4 below -4.5.
  EXPECT_EQ(outcome_of(tenth, {8.0, 7.0, 6.5, 5.7, 5.68}), (Outcome{-1, 4, 0, -1}));
  EXPECT_EQ(outcome_of(tenth, {-4.0, -4.5, -4.5625, -5.0, -5.0}), (Outcome{4, 2, 2, -1}));
  EarlyStopping up = tenth;
  up.monitor = "accuracy";
  EXPECT_EQ(outcome_of(up, {0.5, 0.5625, 0.5, 0.9}), (Outcome{2, 0, 2, -1}));
}

TEST(EarlyStopping, ASmoothedMetricIsTheRunningMean) {
  EarlyStopping stopping{
      .monitor = "loss", .patience = 2, .restore_best_weights = true, .smoothing = 0.75};
  // Means by hand: 8, 6, 6.5, 4.875; NaN stands alone; 5.65625, 6.2421875.
  EXPECT_EQ(outcome_of(stopping, {8.0, 0.0, 8.0, 0.0, kNan, 8.0, 8.0}), (Outcome{5, 3, 2, 3}));
  Control control;
  run(stopping, control, {8.0, 0.0, 8.0, 0.0});
  EXPECT_EQ(stopping.best, MaybeNumber(4.875));
  stopping.smoothing = 0;
  EXPECT_EQ(outcome_of(stopping, {8.0, 0.0, 8.0, 0.0}), (Outcome{3, 1, 2, 1}));
}

/// Prechelt's definitions word for word, over the whole series: the epoch at which to stop, or -1.
std::int64_t prechelt(bool by_progress, double alpha, std::size_t k,
                      const std::vector<double>& validation, const std::vector<double>& training) {
  for (std::size_t t = 0; t < validation.size(); ++t) {
    const auto upto = [](const std::vector<double>& v, std::size_t n) {
      return v.begin() + static_cast<std::ptrdiff_t>(n);
    };
    const double optimum = *std::min_element(validation.begin(), upto(validation, t + 1));
    const double gl = 100 * (validation[t] / optimum - 1);
    if (!by_progress && gl > alpha) return static_cast<std::int64_t>(t);
    if (!by_progress || (t + 1) % k != 0) continue;
    double sum = 0;
    for (std::size_t i = t + 1 - k; i <= t; ++i) sum += training[i];
    const double lowest = *std::min_element(upto(training, t + 1 - k), upto(training, t + 1));
    const double progress = 1000 * (sum / (static_cast<double>(k) * lowest) - 1);
    if (gl / progress > alpha) return static_cast<std::int64_t>(t);
  }
  return -1;
}

TEST(EarlyStopping, PrecheltsRulesOnRandomSeries) {
  int stopped = 0;
  for (std::uint64_t i = 0; i < 2000; ++i) {
    SplitMix64 random(77 + i);
    EarlyStopping stopping{.monitor = "val_loss"};
    stopping.rule = random.pick({"gl", "pq"});
    stopping.alpha = random.pick({0.5, 1.0, 2.0, 5.0, 20.0});
    const std::int64_t strip = 1 + random.below(6);
    stopping.strip_length = strip;
    const std::string training_name = random.pick({"loss", "train_loss"});
    std::vector<double> validation, training;
    double v = 2, t = 2;
    for (std::int64_t e = 0; e < 40; ++e) {
      t *= 1 - 0.004 * static_cast<double>(random.below(16));
      v *= 1 + 0.004 * static_cast<double>(random.below(16) + e / 5 - 10);
      training.push_back(t);
      validation.push_back(v);
    }
    Control control;
    Callback callback = std::ref(stopping);
    callback.validate(control);
    callback.on_train_begin(control);
    for (std::size_t e = 0; e < validation.size() && !control.stop_requested(); ++e) {
      Logs logs = {{"loss", 99.0}, {"val_loss", validation[e]}};
      logs.set(training_name, training[e]);
      callback.on_epoch_end(control, static_cast<std::int64_t>(e), logs);
    }
    const std::int64_t expected = prechelt(stopping.rule == "pq", stopping.alpha,
                                           static_cast<std::size_t>(strip), validation, training);
    ASSERT_EQ(control.stop_requested() ? stopping.stopped_epoch : -1, expected)
        << "case " << i << " " << stopping.rule << " " << stopping.alpha << " " << strip;
    stopped += expected >= 0;
  }
  EXPECT_GT(stopped, 500);
  EXPECT_LT(stopped, 1900);
}

TEST(EarlyStopping, PrecheltsRulesSayWhyAndWhatTheyCannotServe) {
  EarlyStopping stopping{.monitor = "loss", .rule = "gl", .alpha = 5};
  Control control;
  run(stopping, control, {4.0, 2.0, 2.05, 2.25});
  EXPECT_EQ(control.stop_reason(),
            "loss was 12.5 % above its best (rule gl, alpha 5); best 2 in epoch 2");
  EXPECT_THAT(refusal({.monitor = "val_accuracy", .rule = "gl"}),
              HasSubstr("'val_accuracy' rises"));
  EXPECT_THAT(refusal({.monitor = "loss", .rule = "pq"}), HasSubstr("validation data"));
  EXPECT_THAT(refusal({.rule = "up"}), HasSubstr("unknown name 'up'"));
  EXPECT_THROW(Callback(EarlyStopping{.min_delta = 0.1, .rule = "gl"}), InvalidArgument);
  EXPECT_THROW(Callback(EarlyStopping{.smoothing = 1}), InvalidArgument);
}

}  // namespace
}  // namespace occam::callbacks
