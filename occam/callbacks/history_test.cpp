#include "occam/callbacks/history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "occam/callbacks/early_stopping.h"
#include "occam/callbacks/progress_bar.h"

namespace occam::callbacks {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class HistoryControl final : public TrainingControl {
 public:
  std::int64_t epochs() const override { return 7; }
  std::int64_t steps_per_epoch() const override { return 3; }
  Direction metric_direction(std::string_view) const override { return Direction::kNone; }
  std::vector<std::string> log_names() const override { return {"loss"}; }
  std::vector<float> weights() const override { return {}; }
  void set_weights(std::span<const float>) override {}
};

constexpr double kInfinite = std::numeric_limits<double>::infinity();
constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

TEST(History, KeepsEveryValueOfEveryEpoch) {
  HistoryControl control;
  History history;
  history.on_train_begin(control);
  history.on_epoch_end(control, 2, {{"loss", 0.5}});
  history.on_epoch_end(control, 3, {{"val_loss", 0.75}, {"loss", 0.25}});
  history.on_train_end(control);
  EXPECT_THAT(history["loss"], ElementsAre(0.5, 0.25));
  EXPECT_THAT(history["val_loss"], ElementsAre(0.75));
  EXPECT_THAT(history.epoch, ElementsAre(2, 3));
  EXPECT_EQ(history.history().size(), 2u);
  EXPECT_EQ(history.params, (HistoryParams{.epochs = 7, .steps = 3}));
  EXPECT_EQ(history.stopped_epoch, -1);
  EXPECT_EQ(history.diverged_epoch, -1);
  EXPECT_THAT(history.stop_reason, IsEmpty());
}

TEST(History, KnowsWhichSeriesAreOneMetrics) {
  HistoryControl control;
  History history;
  Logs logs = {{"loss", 0.5}, {"f1[10]", 0.25, "f1", 1}, {"f1[9]", 0.75, "f1", 0}};
  logs.set("f1[9]", 0.125);
  history.on_epoch_end(control, 0, logs);
  ASSERT_EQ(history.several().size(), 1u);
  EXPECT_THAT(history.several().at("f1"), ElementsAre("f1[9]", "f1[10]"));
  EXPECT_THAT(history["f1[9]"], ElementsAre(0.125));
}

TEST(History, AnUnknownNameListsTheKnownOnes) {
  HistoryControl control;
  History history;
  history.on_epoch_end(control, 0, {{"accuracy", 0.5}, {"loss", 0.5}});
  try {
    history["los"];
    FAIL();
  } catch (const InvalidArgument& error) {
    EXPECT_STREQ(error.what(),
                 "History: unknown name 'los'. Did you mean 'loss'? Known: accuracy, loss");
  }
}

TEST(History, TellsHowTrainingEnded) {
  HistoryControl control;
  History history;
  history.on_train_begin(control);
  history.on_epoch_end(control, 0, {{"loss", 1.0}});
  control.set_best_epoch(0);
  history.on_epoch_end(control, 1, {{"loss", kInfinite}});
  history.on_epoch_end(control, 2, {{"loss", kUndefined}});
  control.stop_training("enough");
  control.stop_training("a later reason");
  history.on_train_end(control);
  EXPECT_EQ(history.stopped_epoch, 2);
  EXPECT_EQ(history.best_epoch, 0);
  EXPECT_EQ(history.diverged_epoch, 1);
  EXPECT_EQ(history.stop_reason, "enough");

  HistoryControl next;
  history.on_train_begin(next);
  EXPECT_EQ(history.stopped_epoch, -1);
  EXPECT_TRUE(history.history().empty());
}

TEST(History, JsonIsStrictAndLosesNothing) {
  HistoryControl control;
  History history;
  history.params.verbose = 2;
  history.on_train_begin(control);
  history.on_epoch_end(control, 0, {{"loss", 0.1}, {"bad \xff\"name", 1.0}});
  history.on_epoch_end(control, 1, {{"loss", kUndefined}, {"m", -kInfinite}});
  const auto json = nlohmann::json::parse(history.to_json());
  EXPECT_EQ(json["history"]["loss"], nlohmann::json({0.1, "NaN"}));
  EXPECT_EQ(json["history"]["m"], nlohmann::json::array({"-Infinity"}));
  EXPECT_EQ(json["epoch"], nlohmann::json({0, 1}));
  EXPECT_EQ(json["params"], nlohmann::json({{"verbose", 2}, {"epochs", 7}, {"steps", 3}}));
  EXPECT_EQ(json["diverged_epoch"].get<int>(), 1);
}

TEST(History, JsonOfAnEmptyOne) {
  EXPECT_EQ(History().to_json(),
            R"({"history":{},"epoch":[],"params":{"verbose":0,"epochs":0,"steps":0},)"
            R"("stopped_epoch":-1,"stop_reason":"","best_epoch":-1,"diverged_epoch":-1})");
}

// The holder, tried with History and with structs a user might write.

struct CountEpochs {
  int epochs = 0;
  void on_epoch_begin(TrainingControl&, std::int64_t) { ++epochs; }
};
struct CountBatches {
  std::vector<int> batches = {};
  void on_train_batch_end(TrainingControl&, std::int64_t batch, const Logs&) {
    batches.push_back(static_cast<int>(batch));
  }
};
struct NoHook {
  void on_epoch_ended(TrainingControl&, std::int64_t, const Logs&) {}
};
static_assert(std::is_convertible_v<CountEpochs, Callback>);
static_assert(std::is_convertible_v<std::reference_wrapper<CountEpochs>, Callback>);
static_assert(!std::is_convertible_v<NoHook, Callback>);
static_assert(!std::is_convertible_v<int, Callback>);
static_assert(std::is_nothrow_move_constructible_v<Callback>);

TEST(Callback, ListsAreWrittenWithBraces) {
  CountEpochs mine;
  History history;
  const std::vector<Callback> callbacks{
      EarlyStopping{.monitor = "val_loss", .patience = std::vector<int>(5).size()},
      ProgressBar{.verbose = 0}, CountBatches{}, std::ref(mine), std::ref(history)};
  const std::vector<bool> wants = {false, false, true, false, false};
  for (std::size_t i = 0; i < callbacks.size(); ++i) {
    EXPECT_EQ(callbacks[i].wants_batches(), wants[i]) << i;
    EXPECT_EQ(callbacks[i].is_reference(), i >= 3) << i;
  }
  EXPECT_EQ(callbacks[0].type(), "EarlyStopping");
  EXPECT_EQ(callbacks[2].type(), "Callback");
  EXPECT_EQ(callbacks[4].type(), "History");
}

TEST(Callback, CopiesAreDeepAndReferencesAreNot) {
  HistoryControl control;
  CountEpochs mine;
  Callback copied = mine;
  Callback kept = std::ref(mine);
  copied.on_epoch_begin(control, 0);
  EXPECT_EQ(mine.epochs, 0);
  Callback also_kept = kept;
  also_kept.on_epoch_begin(control, 0);
  kept.on_epoch_begin(control, 1);
  kept.on_train_batch_end(control, 0, {});  // no such hook: nothing happens
  EXPECT_EQ(mine.epochs, 2);
  copied = kept;
  EXPECT_TRUE(copied.is_reference());
}

TEST(Logs, AreAlphabeticalAndFound) {
  Logs logs = {{"val_loss", 3.0}, {"loss", 1.0}, {"accuracy", 2.0}};
  logs.set("loss", 1.5);
  std::vector<std::string> names;
  for (const LogEntry& entry : logs) names.push_back(entry.name);
  EXPECT_THAT(names, ElementsAre("accuracy", "loss", "val_loss"));
  EXPECT_EQ(logs.at("loss"), 1.5);
  EXPECT_EQ(logs.find("los"), nullptr);
  EXPECT_EQ(logs.find("zeta"), nullptr);
  EXPECT_THROW(logs.at("los"), InvalidArgument);
  EXPECT_FALSE(Logs().contains("loss"));
}

}  // namespace
}  // namespace occam::callbacks
