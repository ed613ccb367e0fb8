// A run that is interrupted after any of its steps, and goes on in another process (here: another
// model of another seed), ends with the bits of the run that was never interrupted.
#include <gmock/gmock.h>

#include <fstream>
#include <random>

#include "occam/saving/atomic_file.h"
#include "tests/resume/interrupted_run.h"

namespace occam::resume_testing {
namespace {

using models_testing::expect_same_history;
using models_testing::expect_same_weights;
using testing::HasSubstr;

/// What a run leaves that later use can tell.
struct End {
  Sequential model;
  History history;
  EarlyStopping stopping;
  ReduceLROnPlateau reducing = {};
};

/// The loss falls: with the wrong direction a patience is soon at its end.
EarlyStopping stopping(std::int64_t patience) {
  return {.monitor = "val_loss",
          .patience = patience,
          .mode = patience < 10 ? "max" : "min",
          .restore_best_weights = true};
}

/// Halves the learning rate every other epoch: what falls is no better where up is.
ReduceLROnPlateau plateau() {
  return {.monitor = "val_loss", .factor = 0.5, .patience = 1, .mode = "max", .cooldown = 1};
}

End whole_run(const EarlyStopping& early) {
  End end{network(), {}, early, plateau()};
  end.history =
      end.model.fit(data().x, data().y, options({std::ref(end.stopping), std::ref(end.reducing)}));
  return end;
}

/// Goes on in a model that knows nothing of the run before.
End resumed_run(FitOptions again, const EarlyStopping& early) {
  End end{network(99), {}, early, plateau()};
  again.callbacks.insert(again.callbacks.begin(), {std::ref(end.stopping), std::ref(end.reducing)});
  end.history = end.model.fit(data().x, data().y, again);
  return end;
}

void expect_same_end(const End& a, const End& b, const std::string& what) {
  expect_same_weights(a.model, b.model, what);
  expect_same_history(a.history, b.history, what);
  EXPECT_EQ(a.history.to_json(), b.history.to_json()) << what;
  EXPECT_EQ(a.stopping.wait, b.stopping.wait) << what;
  EXPECT_EQ(a.stopping.stopped_epoch, b.stopping.stopped_epoch) << what;
  EXPECT_TRUE(a.stopping.best_weights == b.stopping.best_weights) << what;
  EXPECT_EQ(a.reducing.best, b.reducing.best) << what;
  EXPECT_EQ(a.reducing.wait, b.reducing.wait) << what;
  EXPECT_EQ(a.reducing.cooldown_counter, b.reducing.cooldown_counter) << what;
  EXPECT_EQ(a.model.hyper("optimizer/learning_rate"), b.model.hyper("optimizer/learning_rate"))
      << what;
  // Memory of the optimizer, counters, shuffles: a further fit shows them.
  Sequential left = a.model, right = b.model;
  left.fit(data().x, data().y, options({}, 1));
  right.fit(data().x, data().y, options({}, 1));
  expect_same_weights(left, right, what + ", fitted again");
}

class Resume : public ResumeTest {};

TEST_F(Resume, AfterEveryStepTheSameBits) {
  for (const std::int64_t patience : {100, 2}) {
    const EarlyStopping early = stopping(patience);
    const End whole = whole_run(early);
    if (patience == 100) {
      EXPECT_LE(whole.model.hyper("optimizer/learning_rate"), 0.25 * 0.02)
          << "the test needs a learning rate that falls more than once";
    }
    if (patience == 2) {
      ASSERT_GE(whole.history.stopped_epoch, 2) << "the test needs an early stop";
    }
    const auto steps = static_cast<std::int64_t>(whole.history.epoch.size()) * kSteps;
    for (std::int64_t step = 1; step <= steps; ++step) {
      const std::string what =
          "patience " + std::to_string(patience) + ", step " + std::to_string(step);
      Sequential first = network();
      const History cut = first.fit(
          data().x, data().y, options({early, plateau(), InterruptAfter{step, path("m.keras")}}));
      // The epoch that is cut short may be one that stops the run too.
      if (patience == 100) {
        EXPECT_EQ(cut.stop_reason, "enough") << what;
      }
      FitOptions again = options({});
      again.resume_from = path("m.keras");
      expect_same_end(whole, resumed_run(again, early), what);
    }
  }
}

TEST_F(Resume, AfterAnExceptionInEveryStep) {
  const EarlyStopping early = stopping(2);
  const End whole = whole_run(early);
  const BackupAndRestore backup{.backup_dir = path("b"), .save_freq = 1};
  for (std::int64_t step = 2; step <= 3 * kSteps; ++step) {
    Sequential first = network();
    EXPECT_THROW(
        first.fit(data().x, data().y, options({early, plateau(), backup, ThrowAt{.step = step}})),
        Thrown);
    EXPECT_TRUE(std::filesystem::exists(path("b/latest.keras")));
    expect_same_end(whole, resumed_run(options({backup}), early), "step " + std::to_string(step));
    EXPECT_FALSE(std::filesystem::exists(path("b"))) << "the fit is through";
  }
}

/// Interrupted again and again, evaluated in between, saved at other distances, and once more.
TEST_F(Resume, InterruptedSeveralTimes) {
  std::mt19937 random(20);
  for (int round = 0; round < 12; ++round) {
    const EarlyStopping early = stopping(round % 3 == 0 ? 1 : 50);
    const End whole = whole_run(early);
    const std::string folder = path(std::to_string(round)), what = "round " + folder;
    const int interruptions = 2 + round % 2;
    for (int i = 0; i < interruptions; ++i) {
      Sequential model = network(3 + static_cast<std::uint64_t>(i));
      if (i > 0) model.evaluate(data().x, data().y);
      const BackupAndRestore backup{
          .backup_dir = folder,
          .save_freq = round % 4 == 3 ? callbacks::SaveFreq("epoch")
                                      : callbacks::SaveFreq(1 + static_cast<int>(random() % 4))};
      const std::int64_t until = 1 + static_cast<std::int64_t>(random() % 12);
      // Without a file yet, the run begins with the seed of the whole one.
      if (!std::filesystem::exists(folder)) model = network();
      model.fit(data().x, data().y, options({early, plateau(), backup, InterruptAfter{until}}));
      model.evaluate(data().x, data().y);
    }
    if (!std::filesystem::exists(folder)) continue;  // interrupted before anything was saved
    End end{network(77), {}, early, plateau()};
    end.history = end.model.fit(data().x, data().y,
                                options({std::ref(end.stopping), std::ref(end.reducing),
                                         BackupAndRestore{.backup_dir = folder}}));
    expect_same_end(whole, end, what);
  }
}

TEST_F(Resume, FromAModelCheckpointThatWasLoaded) {
  const End whole = whole_run(stopping(50));
  Sequential first = network();
  first.fit(data().x, data().y,
            options({stopping(50), plateau(),
                     ModelCheckpoint{.filepath = path("{epoch:02d}-{batch}.keras"), .save_freq = 1},
                     InterruptAfter{13}}));
  for (const std::string name : {"01-1", "01-5", "02-3", "03-3"}) {
    End end{load_model<Sequential>(path(name + ".keras")), {}, stopping(50), plateau()};
    FitOptions again =
        options({std::ref(end.stopping), std::ref(end.reducing),
                 ModelCheckpoint{.filepath = path("x-{epoch}.keras"), .save_freq = 1}});
    again.resume_from = path(name + ".keras");
    end.history = end.model.fit(data().x, data().y, again);
    expect_same_end(whole, end, name);
  }
}

/// More epochs than the first process was told of: the fit of that many.
TEST_F(Resume, EpochsMayBeMore) {
  const auto monitor = stopping(50);
  Sequential first = network(), whole = network();
  first.fit(data().x, data().y,
            options({monitor, ModelCheckpoint{.filepath = path("m.keras")}}, 3));
  const History straight = whole.fit(data().x, data().y, options({monitor}, 5));
  Sequential model = network(8);
  FitOptions more = options({monitor, ModelCheckpoint{.filepath = path("m.keras")}}, 5);
  more.resume_from = path("m.keras");
  expect_same_history(straight, model.fit(data().x, data().y, more), "5 epochs");
  expect_same_weights(whole, model, "5 epochs");
  more.epochs = 2;
  EXPECT_THROW(model.fit(data().x, data().y, more), InvalidArgument);
}

/// Lines that were written after the checkpoint are not written twice.
TEST_F(Resume, ALogHasEachEpochOnce) {
  const auto read = [](const std::string& file) { return saving::read_whole_file(file); };
  for (const bool append : {false, true}) {
    const auto logger = [&](const std::string& file) {
      return callbacks::CSVLogger{.filename = path(file), .append = append};
    };
    const std::string alone = append ? "appended.csv" : "whole.csv";
    Sequential whole = network();
    whole.fit(data().x, data().y, options({logger(alone)}, 4));
    const std::string expected = read(path(alone));
    const std::string before = append ? expected : "";  // an earlier fit's
    for (std::int64_t step = 2; step <= 4 * kSteps; ++step) {
      const BackupAndRestore backup{.backup_dir = path("b"), .save_freq = 7};
      std::ofstream(path("log.csv"), std::ios::binary) << before;
      Sequential first = network(), second = network(9);
      const auto fit = [&](Sequential& model, std::vector<callbacks::Callback> callbacks) {
        model.fit(data().x, data().y, options(std::move(callbacks), 4));
      };
      EXPECT_THROW(fit(first, {logger("log.csv"), backup, ThrowAt{.step = step}}), Thrown);
      if (!std::filesystem::exists(backup.backup_dir)) continue;
      fit(second, {logger("log.csv"), backup});
      const std::string header = expected.substr(0, expected.find('\n') + 1);
      EXPECT_EQ(read(path("log.csv")), append ? before + expected.substr(header.size()) : expected)
          << "step " << step;
    }
  }
}

/// Other layers, data, options: refused, and the model stays as it is.
TEST_F(Resume, AnotherFitIsRefused) {
  const auto checkpoint = [&] { return ModelCheckpoint{.filepath = path("m.keras")}; };
  Sequential first = network();
  first.fit(data().x, data().y, options({stopping(3), checkpoint()}, 2));
  const std::string file = saving::read_whole_file(path("m.keras"));
  const auto refusal = [&](Sequential model, const Data& rows, FitOptions other) {
    other.resume_from = path("m.keras");
    const auto before = model.get_weights();
    std::string text = "nothing was thrown";
    try {
      model.fit(rows.x, rows.y, other);
    } catch (const InvalidArgument& error) {
      text = error.what();
    }
    for (std::size_t i = 0; i < before.size(); ++i) {
      EXPECT_TRUE(models_testing::bits_of(before[i]) ==
                  models_testing::bits_of(model.get_weights()[i]));
    }
    EXPECT_EQ(text.find('\n'), std::string::npos);
    return text;
  };
  const FitOptions same = options({stopping(3), checkpoint()}, 2);
  FitOptions other = same;
  other.batch_size = 9;
  EXPECT_THAT(refusal(network(), data(), other), HasSubstr("batch_size 8 there, 9 here"));
  other = same;
  other.shuffle = false;
  EXPECT_THAT(refusal(network(), data(), other), HasSubstr("shuffle true there, false here"));
  EXPECT_THAT(refusal(network(), models_testing::regression(50, 4), same),
              HasSubstr("rows 37 there, 40 here"));
  Data touched = {Array({47, 4}, std::vector<float>(47 * 4, 0.5f)), data().y};
  EXPECT_THAT(refusal(network(), touched, same), HasSubstr("other numbers in the data"));
  EXPECT_THAT(refusal(network(), data(), options({stopping(4), checkpoint()}, 2)),
              HasSubstr("EarlyStopping.patience 3 there, 4 here"));
  EXPECT_THAT(refusal(network(), data(), options({checkpoint()}, 2)),
              HasSubstr("callbacks EarlyStopping, ModelCheckpoint there, ModelCheckpoint here"));
  EXPECT_THAT(refusal(models_testing::regularized(4, 7, optimizer()), data(), same),
              HasSubstr("another model: variable"));
  EXPECT_THAT(refusal(models_testing::regularized(4, 6, optimizers::SGD{}), data(), same),
              HasSubstr("another model: variable"));
  optimizers::Adam faster{.learning_rate = 0.03,
                          .use_ema = true,
                          .ema_momentum = 0.8,
                          .ema_overwrite_frequency = 7,
                          .gradient_accumulation_steps = 2};
  EXPECT_THAT(refusal(models_testing::regularized(4, 6, faster), data(), same),
              HasSubstr("but other arguments"));
  // A model without a fit.
  save_model(first, path("m.keras"));
  EXPECT_THAT(refusal(network(), data(), same), HasSubstr("holds no fit that could go on"));
  // Half a file.
  std::ofstream(path("m.keras"), std::ios::binary) << file.substr(0, file.size() / 2);
  FitOptions half = same;
  half.resume_from = path("m.keras");
  Sequential model = network();
  EXPECT_THROW(model.fit(data().x, data().y, half), FileError);
  half.resume_from = path("nowhere.keras");
  EXPECT_THROW(model.fit(data().x, data().y, half), FileError);
}

TEST_F(Resume, TheFileBeforeStandsInForABrokenOne) {
  const EarlyStopping early = stopping(50);
  const End whole = whole_run(early);
  const BackupAndRestore backup{.backup_dir = path("b"), .save_freq = 1, .double_checkpoint = true};
  Sequential first = network();
  first.fit(data().x, data().y, options({early, plateau(), backup, InterruptAfter{12}}));
  std::ofstream(path("b/latest.keras"), std::ios::binary) << "PK";
  std::vector<std::string> warnings;
  const WarningCatcher catcher([&](const Warning& warning) { warnings.push_back(warning.text); });
  End end{network(77), {}, early, plateau()};
  end.history = end.model.fit(data().x, data().y,
                              options({std::ref(end.stopping), std::ref(end.reducing), backup}));
  expect_same_end(whole, end, "from the file before");
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_THAT(warnings[0], HasSubstr("previous.keras"));
}

struct Forgetful {
  int seen = 0;
  void on_epoch_end(TrainingControl&, std::int64_t, const Logs&) { ++seen; }
};

TEST_F(Resume, ACallbackThatHidesItsStateIsWarnedOf) {
  std::vector<std::string> warnings;
  const WarningCatcher catcher([&](const Warning& warning) { warnings.push_back(warning.text); });
  Sequential model = network();
  model.fit(data().x, data().y, options({Forgetful{}}, 1));
  EXPECT_TRUE(warnings.empty());
  model.fit(data().x, data().y,
            options({Forgetful{}, ModelCheckpoint{.filepath = path("m.keras")}}, 1));
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_THAT(warnings[0], HasSubstr("Callback does not list what a run changes in it"));
}

/// A callback of the user's that counts, and stops by its count.
struct CountsSteps {
  std::int64_t steps = 0;
  std::int64_t most = 17;
  static constexpr std::string_view type = "CountsSteps";
  static constexpr auto state_fields() { return Fields{Field{"steps", &CountsSteps::steps}}; }
  void on_train_begin(TrainingControl&) { steps = 0; }
  void on_train_batch_end(TrainingControl& control, std::int64_t, const Logs&) {
    if (++steps == most) control.stop_training("counted");
  }
};

TEST_F(Resume, AUsersCallbackGoesOnToo) {
  Sequential whole = network();
  const History straight = whole.fit(data().x, data().y, options({CountsSteps{}}));
  EXPECT_EQ(straight.stopped_epoch, 3);
  for (const std::int64_t step : {4, 16, 17}) {
    const BackupAndRestore backup{.backup_dir = path(std::to_string(step)), .save_freq = 1};
    Sequential first = network(), second = network(5);
    first.fit(data().x, data().y, options({CountsSteps{}, backup, InterruptAfter{step}}));
    const History history = second.fit(data().x, data().y, options({CountsSteps{}, backup}));
    expect_same_history(straight, history, std::to_string(step));
    expect_same_weights(whole, second, std::to_string(step));
  }
}

struct Hidden {
  static constexpr std::string_view type = "Hidden";
  graph::Value build(const layers::Scope&, const graph::Value& input) const { return input; }
};

TEST_F(Resume, WhatCannotBeSavedIsRefusedBeforeTraining) {
  for (const callbacks::Callback& callback :
       {callbacks::Callback(ModelCheckpoint{.filepath = path("m.keras")}),
        callbacks::Callback(BackupAndRestore{.backup_dir = path("b")})}) {
    Sequential model{layers::Dense{.units = 1, .input_shape = {4}}, Hidden{}};
    model.compile({.optimizer = "sgd", .loss = "mse"});
    const auto before = model.get_weights();
    try {
      model.fit(data().x, data().y, options({callback}));
      ADD_FAILURE() << "was trained";
    } catch (const InvalidArgument& error) {
      EXPECT_THAT(error.what(), HasSubstr("layer 'hidden': Hidden: its members are not described"));
    }
    EXPECT_TRUE(models_testing::bits_of(before[0]) ==
                models_testing::bits_of(model.get_weights()[0]));
  }
  EXPECT_FALSE(std::filesystem::exists(path("b")));
}

}  // namespace
}  // namespace occam::resume_testing
