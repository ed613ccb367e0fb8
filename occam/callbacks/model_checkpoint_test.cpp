#include "occam/callbacks/model_checkpoint.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>
#include <sstream>

#include "occam/callbacks/backup_and_restore.h"

namespace occam::callbacks {
namespace {

using testing::HasSubstr;

class SavingControl final : public TrainingControl {
 public:
  std::int64_t epochs() const override { return 5; }
  std::int64_t steps_per_epoch() const override { return 11; }
  Direction metric_direction(std::string_view) const override { return Direction::kNone; }
  std::vector<std::string> log_names() const override { return {"loss", "mine", "val_loss"}; }
  std::vector<float> weights() const override { return {}; }
  void set_weights(std::span<const float>) override {}
  std::int64_t members() const override { return count; }
  void check_savable() const override {
    if (!savable) throw InvalidArgument("a lambda is in the way");
  }
  std::int64_t count = 1;
  bool savable = true;
};

template <class T>
std::string refusal_of(const T& callback, const SavingControl& control = {}) {
  try {
    callback.validate(control);
  } catch (const InvalidArgument& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST(ModelCheckpoint, RefusesBeforeTraining) {
  using M = ModelCheckpoint;
  EXPECT_EQ(refusal_of(M{}),
            "ModelCheckpoint: invalid value for filepath. Expected a name that ends in .keras or "
            ".h5. Received: filepath=''");
  EXPECT_THAT(refusal_of(M{.filepath = ".keras"}), HasSubstr("ends in .keras"));
  EXPECT_THAT(refusal_of(M{.filepath = "m.keras", .save_weights_only = true}),
              HasSubstr("ends in .weights.h5"));
  EXPECT_THAT(refusal_of(M{.filepath = "{los}.keras"}),
              HasSubstr("names in braces among epoch, batch, member, loss, mine, val_loss"));
  EXPECT_THAT(refusal_of(M{.filepath = "{loss:d}.keras"}), HasSubstr("invalid value for filepath"));
  EXPECT_THAT(refusal_of(M{.filepath = "{loss.keras"}), HasSubstr("invalid value for filepath"));
  EXPECT_THAT(refusal_of(M{.filepath = "{val_loss}.keras", .save_freq = 3}),
              HasSubstr("among epoch"));
  EXPECT_THAT(refusal_of(M{.filepath = "m.keras", .monitor = "val_los", .save_best_only = true}),
              HasSubstr("Did you mean 'val_loss'?"));
  EXPECT_THAT(refusal_of(M{.filepath = "m.keras", .save_best_only = true, .save_freq = 3}),
              HasSubstr("a log key that batches have"));
  EXPECT_THAT(refusal_of(M{.filepath = "m.keras", .monitor = "mine", .save_best_only = true}),
              HasSubstr("'min' or 'max'"));
  EXPECT_THAT(refusal_of(M{.filepath = "/dev/null/m.keras"}),
              HasSubstr("where '/dev/null' may not"));
  EXPECT_THAT(refusal_of(M{.filepath = testing::TempDir() + "a.keras/../"}),
              HasSubstr("ends in .keras"));
  SavingControl other;
  other.savable = false;
  EXPECT_EQ(refusal_of(M{.filepath = "m.keras"}, other), "a lambda is in the way");
  SavingControl stack;
  stack.count = 3;
  EXPECT_THAT(refusal_of(M{.filepath = "{epoch}.keras"}, stack), HasSubstr("a name with {member}"));
  EXPECT_EQ(refusal_of(M{.filepath = "{member}-{epoch}.keras"}, stack), "nothing was thrown");
  EXPECT_THROW(Callback(M{.save_freq = 0}), InvalidArgument);
  EXPECT_THROW(SaveFreq("batch"), InvalidArgument);
}

TEST(ModelCheckpoint, NaNIsNeverBest) {
  SavingControl control;
  std::ostringstream out;
  ModelCheckpoint checkpoint{
      .filepath = "m.keras", .verbose = 1, .save_best_only = true, .out = &out};
  checkpoint.on_train_begin(control);
  const double values[] = {std::nan(""), 0.5, std::nan(""), 0.75, 0.25};
  std::vector<bool> saved;
  for (std::int64_t epoch = 0; epoch < 5; ++epoch) {
    checkpoint.on_epoch_end(control, epoch, {{"val_loss", values[epoch]}});
    saved.push_back(!control.take_saves().empty());
  }
  EXPECT_THAT(saved, testing::ElementsAre(false, true, false, false, true));
  EXPECT_THAT(out.str(),
              HasSubstr("\nEpoch 5: val_loss improved from 0.50000 to 0.25000, saving model to "
                        "m.keras\n"));
  EXPECT_THAT(out.str(), HasSubstr("\nEpoch 4: val_loss did not improve from 0.50000\n"));
}

TEST(BackupAndRestore, NamesItsFiles) {
  EXPECT_THAT(refusal_of(BackupAndRestore{}), HasSubstr("backup_dir. Expected a folder"));
  EXPECT_THAT(refusal_of(BackupAndRestore{.backup_dir = "/dev/null/b"}), HasSubstr("backup_dir"));
  const BackupAndRestore both{.backup_dir = "runs/b", .double_checkpoint = true};
  EXPECT_THAT(both.checkpoints(),
              testing::ElementsAre("runs/b/latest.keras", "runs/b/previous.keras"));
  SavingControl control;
  BackupAndRestore third{.backup_dir = "b", .save_freq = 3};
  third.on_train_begin(control);
  std::vector<std::int64_t> at;
  for (std::int64_t batch = 0; batch < 11; ++batch) {
    third.on_train_batch_end(control, batch % 4, {});
    if (!control.take_saves().empty()) at.push_back(batch);
  }
  EXPECT_THAT(at, testing::ElementsAre(2, 5, 8));
}

struct Own {
  MaybeNumber best = 0.25;
  std::int64_t count = -7;
  std::uint64_t seed = 0xfedcba9876543210u;
  std::vector<float> weights = {1.5f, -2.0f};
  std::map<std::string, std::vector<double>, std::less<>> series = {{"loss", {1, 0.1}}};
  static constexpr std::string_view type = "Own";
  static constexpr auto state_fields() {
    return Fields{Field{"best", &Own::best}, Field{"count", &Own::count}, Field{"seed", &Own::seed},
                  Field{"weights", &Own::weights}, Field{"series", &Own::series}};
  }
  void on_train_begin(TrainingControl&) {}
};

/// What a callback keeps survives as plain values.
TEST(RunState, RoundTrip) {
  const Callback full = Own();
  EXPECT_TRUE(full.keeps_state());
  const RunState state = full.run_state();
  EXPECT_EQ(to_text(state.values), R"({"best": 0.25, "count": -7, "seed": "18364758544493064720", )"
                                   R"("series": {"loss": [1, 0.1]}})");
  Own empty;
  empty.best = {};
  empty.count = 0;
  empty.seed = 0;
  empty.weights.clear();
  empty.series.clear();
  Callback other = std::ref(empty);
  other.take_run_state(state);
  EXPECT_EQ(empty.best, MaybeNumber(0.25));
  EXPECT_EQ(empty.count, -7);
  EXPECT_EQ(empty.seed, 0xfedcba9876543210u);
  EXPECT_EQ(empty.weights, (std::vector<float>{1.5f, -2.0f}));
  EXPECT_EQ(empty.series.at("loss")[1], 0.1);
  RunState broken = state;
  broken.values.set("count", "many");
  EXPECT_THROW(other.take_run_state(broken), InvalidArgument);
}

}  // namespace
}  // namespace occam::callbacks
