// A stack that is interrupted after any step goes on with all its members, those that have stopped
// included.
#include "occam/models/stack.h"
#include "tests/resume/interrupted_run.h"

namespace occam::resume_testing {
namespace {

using models_testing::expect_same_history;
using models_testing::expect_same_weights;

constexpr std::int64_t kMembers = 5;

Stack stack(std::uint64_t seed) {
  const Sequential model = network(seed);
  return Stack(model, {{"optimizer/learning_rate", {0.001, 0.01, 0.03, 0.1, 0.02}},
                       {"dense/kernel_regularizer/l2", {0.001, 0.0, 0.1, 0.2, 0.003}}});
}

/// Stops members at different batches, within an epoch too.
struct StopsBelow {
  double loss = 0;
  std::int64_t calm = 0;
  static constexpr std::string_view type = "StopsBelow";
  static constexpr auto state_fields() { return Fields{Field{"calm", &StopsBelow::calm}}; }
  void on_train_begin(TrainingControl&) { calm = 0; }
  void on_train_batch_end(TrainingControl& control, std::int64_t, const Logs& logs) {
    if (logs.at("data_loss") < loss && ++calm == 4)
      control.stop_training("at " + to_text(logs.at("data_loss")));
  }
};

std::vector<callbacks::Callback> steering() {
  return {StopsBelow{.loss = 0.9},
          ReduceLROnPlateau{.monitor = "val_data_loss", .factor = 0.5, .patience = 0},
          EarlyStopping{.monitor = "val_loss", .patience = 1, .restore_best_weights = true}};
}

FitOptions with(std::vector<callbacks::Callback> more) {
  std::vector<callbacks::Callback> all = steering();
  all.insert(all.end(), more.begin(), more.end());
  return options(std::move(all));
}

struct StackEnd {
  Stack stack;
  std::vector<History> histories;
};

void expect_same_ends(StackEnd& a, StackEnd& b, const std::string& what) {
  for (std::int64_t m = 0; m < kMembers; ++m) {
    const auto index = static_cast<std::size_t>(m);
    const std::string member = what + ", member " + std::to_string(m);
    expect_same_history(a.histories[index], b.histories[index], member);
    EXPECT_EQ(a.histories[index].to_json(), b.histories[index].to_json()) << member;
    Sequential left = a.stack.member(m), right = b.stack.member(m);
    expect_same_weights(left, right, member);
    left.fit(data().x, data().y, options({}, 1));
    right.fit(data().x, data().y, options({}, 1));
    expect_same_weights(left, right, member + ", fitted again");
  }
}

class ResumeStack : public ResumeTest {};

TEST_F(ResumeStack, AfterEveryStepTheSameBits) {
  StackEnd whole{stack(3), {}};
  whole.histories = whole.stack.fit(data().x, data().y, with({}));
  std::vector<std::int64_t> ends;
  for (const History& history : whole.histories) {
    ends.push_back(static_cast<std::int64_t>(history.epoch.size()));
  }
  EXPECT_NE(*std::min_element(ends.begin(), ends.end()),
            *std::max_element(ends.begin(), ends.end()))
      << "the test needs members that stop at different times";
  const std::int64_t steps = *std::max_element(ends.begin(), ends.end()) * kSteps;
  for (std::int64_t step = 1; step <= steps; ++step) {
    const std::string file = path(std::to_string(step) + ".keras");
    Stack first = stack(3);
    first.fit(data().x, data().y, with({InterruptAfter{step, file}}));
    if (!std::filesystem::exists(file)) continue;  // all had stopped before
    StackEnd end{stack(99), {}};
    FitOptions again = with({});
    again.resume_from = file;
    end.histories = end.stack.fit(data().x, data().y, again);
    expect_same_ends(whole, end, "step " + std::to_string(step));
  }
}

/// Members whose earlier trainings were of different lengths see the rows in different orders, one
/// after the other: interrupted between and within them.
TEST_F(ResumeStack, MembersInDifferentOrders) {
  const auto trained = [](std::uint64_t seed) {
    Stack fresh = stack(seed);
    FitOptions before = with({});
    before.epochs = 4;
    fresh.fit(data().x, data().y, before);
    return fresh;
  };
  StackEnd whole{trained(3), {}};
  FitOptions two = options({}, 2);
  whole.histories = whole.stack.fit(data().x, data().y, two);
  for (std::int64_t i = 0; i < 2 * kSteps * kMembers; ++i) {
    const std::int64_t step = 1 + i / kMembers, member = i % kMembers;
    const BackupAndRestore backup{.backup_dir = path(std::to_string(i)), .save_freq = 1};
    Stack first = trained(3);
    two.callbacks = {backup, ThrowAt{step, member}};
    try {
      first.fit(data().x, data().y, two);
    } catch (const Thrown&) {
    }
    if (!std::filesystem::exists(backup.backup_dir)) continue;
    StackEnd end{stack(99), {}};
    two.callbacks = {BackupAndRestore{.backup_dir = backup.backup_dir}};
    end.histories = end.stack.fit(data().x, data().y, two);
    expect_same_ends(whole, end,
                     "step " + std::to_string(step) + " of member " + std::to_string(member));
  }
}

/// Members with rows of their own, as the folds of a cross-validation have them: some go through an
/// epoch together, the others alone.
TEST_F(ResumeStack, MembersWithTheirOwnData) {
  std::vector<data::Dataset> train, watched;
  for (std::int64_t m = 0; m < kMembers; ++m) {
    const auto seed = static_cast<std::uint64_t>(m + 11);
    const auto rows = models_testing::regression(m == 1 ? 22 : 37, 4, seed);
    const auto held_out = models_testing::regression(m == 3 ? 6 : 10, 4, seed + 50);
    train.push_back({.x = rows.x, .y = rows.y});
    watched.push_back({.x = held_out.x, .y = held_out.y});
  }
  std::vector<MemberData> given;
  for (std::size_t m = 0; m < kMembers; ++m) given.push_back({&train[m], &watched[m]});
  FitOptions fit = with({});
  fit.validation_split = 0.0;
  fit.epochs = 3;
  StackEnd whole{stack(3), {}};
  whole.histories = whole.stack.fit(given, fit);
  for (std::int64_t i = 0; i < 3 * kSteps * kMembers; ++i) {
    const std::int64_t step = 1 + i / kMembers, member = i % kMembers;
    const BackupAndRestore backup{.backup_dir = path("own" + std::to_string(i)), .save_freq = 1};
    fit.callbacks = steering();
    fit.callbacks.insert(fit.callbacks.end(), {backup, ThrowAt{step, member}});
    Stack first = stack(3);
    try {
      first.fit(given, fit);
      continue;  // the member stopped before that step
    } catch (const Thrown&) {
    }
    if (!std::filesystem::exists(backup.backup_dir)) continue;
    StackEnd end{stack(99), {}};
    fit.callbacks = steering();
    fit.callbacks.emplace_back(BackupAndRestore{.backup_dir = backup.backup_dir});
    if (i == kMembers * kSteps) {  // rows that go from one member to another are another fit
      std::vector<MemberData> other = given;
      std::swap(other[0], other[2]);
      EXPECT_THROW(stack(99).fit(other, fit), InvalidArgument);
    }
    end.histories = end.stack.fit(given, fit);
    expect_same_ends(whole, end,
                     "step " + std::to_string(step) + " of member " + std::to_string(member));
  }
}

TEST_F(ResumeStack, AnotherNumberOfMembersIsRefused) {
  const BackupAndRestore backup{.backup_dir = path("b"), .save_freq = 1};
  Stack first = stack(3);
  first.fit(data().x, data().y, options({backup, InterruptAfter{2}}));
  Stack fewer(network(), {{"optimizer/learning_rate", {0.001, 0.01}}});
  try {
    fewer.fit(data().x, data().y, options({backup}));
    ADD_FAILURE() << "was taken";
  } catch (const InvalidArgument& error) {
    EXPECT_NE(std::string(error.what()).find("5 members of a stack there, 2 here"),
              std::string::npos)
        << error.what();
  }
}

/// A member's own checkpoint is its model.
TEST_F(ResumeStack, EachMemberSavesItsOwnModel) {
  Stack trained = stack(3);
  const ModelCheckpoint checkpoint{.filepath = path("m{member}-{epoch}.keras")};
  trained.fit(data().x, data().y, options({checkpoint}, 2));
  // Before the running means take the weights' place at the end of training.
  Stack again = stack(3);
  Sequential member = again.member(3);
  member.fit(data().x, data().y,
             options({ModelCheckpoint{.filepath = path("s-{epoch}.keras")}}, 2));
  const auto saved = load_model<Sequential>(path("m3-2.keras"));
  expect_same_weights(saved, load_model<Sequential>(path("s-2.keras")), "member 3");
  Stack refused = stack(3);
  EXPECT_THROW(
      refused.fit(data().x, data().y, options({ModelCheckpoint{.filepath = path("m.keras")}}, 1)),
      InvalidArgument);
}

}  // namespace
}  // namespace occam::resume_testing
