// The memory that fit_memory plans is what a fit allocates, and what the process grows by.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <functional>

#include "tests/properties/allocation_counter.h"
#include "tests/properties/models_testing.h"

namespace occam {
namespace {

using models_testing::Data;

/// Left out of the plan: descriptions, graphs while they are compiled, kernel calls, logs, threads.
/// Measured 45 to 135 kB for the networks below, whatever the sizes of their layers.
constexpr std::int64_t kProgram = 256 << 10;

constexpr std::int64_t kFeatures = 300;

class FitMemoryTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!allocation_counter::kWorks) GTEST_SKIP() << allocation_counter::kWhyNot;
  }

  /// The most bytes that were allocated during `work` beyond `before`.
  static std::int64_t peak_of(std::int64_t before, const std::function<void()>& work) {
    allocation_counter::watch_peak();
    work();
    return allocation_counter::peak_bytes() - before;
  }

  static void expect_as_planned(const FitMemory& memory, std::int64_t grown,
                                const std::string& what) {
    EXPECT_GE(grown, memory.total()) << what << ": " << to_text(memory);
    EXPECT_LE(grown, memory.total() + kProgram) << what << ": " << to_text(memory);
  }

  /// A hundred MB of it with 1500 units.
  static Sequential network(int threads, std::int64_t units, const Optimizer& optimizer = "adam") {
    Sequential model = models_testing::regularized(kFeatures, units, optimizer);
    model.set_threads(threads);
    return model;
  }

  const Data data_ = models_testing::regression(500, kFeatures);
  /// A smaller last batch in training and in validation.
  const FitOptions watched_{
      .batch_size = 128,
      .epochs = 2,
      .verbose = 0,
      .callbacks = {callbacks::EarlyStopping{.monitor = "val_loss", .restore_best_weights = true}},
      .validation_split = 0.4};
  const FitOptions plain_{.batch_size = 20, .epochs = 1, .verbose = 0};
};

TEST_F(FitMemoryTest, IsWhatFitAllocates) {
  for (const int threads : {1, 3}) {
    for (const std::int64_t units : {16, 300, 1500}) {
      const std::string what = std::to_string(threads) + " threads, " + std::to_string(units);
      const FitMemory memory =
          network(threads, units).fit_memory(data_.x.shape(), data_.y.shape(), watched_);
      EXPECT_EQ(memory.moved, 0);
      const std::int64_t before = allocation_counter::live_bytes();
      const std::int64_t grown =
          peak_of(before, [&] { network(threads, units).fit(data_.x, data_.y, watched_); });
      expect_as_planned(memory, grown, what);
    }
  }
}

TEST_F(FitMemoryTest, IsWhatTheFitOfAStackAllocates) {
  const std::int64_t units = 600;
  for (const auto& [threads, members] : {std::pair{1, 3}, {4, 3}, {2, 5}}) {
    Sequential model = network(threads, units);
    model.build({kFeatures});
    const std::vector<HyperValues> values{
        {"dropout/rate", std::vector<double>(static_cast<std::size_t>(members), 0.1)}};
    const FitMemory memory =
        Stack(model, values).fit_memory(data_.x.shape(), data_.y.shape(), watched_);
    const std::int64_t before = allocation_counter::live_bytes();
    const std::int64_t grown =
        peak_of(before, [&] { Stack(model, values).fit(data_.x, data_.y, watched_); });
    expect_as_planned(memory, grown,
                      std::to_string(threads) + " threads, " + std::to_string(members));
  }
}

// The optimizer's memory joins weights that are there: both places exist for a moment, and with
// small batches that moment is the peak.
TEST_F(FitMemoryTest, CountsWeightsThatMove) {
  const auto built = [] {
    Sequential model = network(1, 1500, "sgd");
    model.get_weights();  // from now on the weights have a place
    return model;
  };
  const FitMemory memory = built().fit_memory(data_.x.shape(), data_.y.shape(), plain_);
  EXPECT_GT(memory.moved, 0);
  EXPECT_EQ(memory.total(), memory.state + memory.moved);
  const std::int64_t before = allocation_counter::live_bytes();
  expect_as_planned(memory, peak_of(before, [&] { built().fit(data_.x, data_.y, plain_); }),
                    "built");
}

TEST_F(FitMemoryTest, BuffersOfEarlierCallsAreNotKept) {
  const std::int64_t before = allocation_counter::live_bytes();
  Sequential model = network(1, 700);
  model.fit(data_.x, data_.y, watched_);
  model.evaluate(data_.x, data_.y, {.batch_size = 499});
  const FitMemory memory = model.fit_memory(data_.x.shape(), data_.y.shape(), plain_);
  EXPECT_EQ(memory.moved, 0);
  model.fit(data_.x, data_.y, plain_);
  // The order of the rows is the fit's own.
  const std::int64_t kept = allocation_counter::live_bytes() - before + memory.order;
  expect_as_planned(memory, kept, "second fit");
}

TEST_F(FitMemoryTest, NoEpochNeedsNoStep) {
  FitOptions none = plain_;
  none.epochs = 0;
  const FitMemory memory = network(1, 700).fit_memory(data_.x.shape(), data_.y.shape(), none);
  EXPECT_EQ(memory.workspace, 0);
  const std::int64_t before = allocation_counter::live_bytes();
  const std::int64_t grown = peak_of(before, [&] { network(1, 700).fit(data_.x, data_.y, none); });
  expect_as_planned(memory, grown, "no epoch");
}

TEST_F(FitMemoryTest, PlanningAllocatesNoneOfItNorDoesARefusal) {
  const std::int64_t before = allocation_counter::live_bytes();
  const std::int64_t grown = peak_of(before, [&] {
    Sequential model = network(2, 1000000);
    const FitMemory memory = model.fit_memory(data_.x.shape(), data_.y.shape(), watched_);
    EXPECT_GT(memory.total(), std::int64_t{1} << 43);
    try {
      model.fit(data_.x, data_.y, watched_);
      ADD_FAILURE() << "not refused";
    } catch (const InvalidArgument& error) {
      const std::string message = error.what();
      for (const std::string& part :
           {std::string("not enough memory"), to_text(memory), std::string("Fewer units")})
        EXPECT_NE(message.find(part), std::string::npos) << message;
    }
  });
  EXPECT_LE(grown, 3 * kProgram);  // planned twice: the layers, with the optimizer, with targets
}

/// A field of /proc/self/status in bytes.
std::int64_t status_bytes(const std::string& field) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(field + ":")) return std::atoll(line.c_str() + field.size() + 1) * 1024;
  }
  return 0;
}

// What the system sees: pages, among them huge ones of 2 MiB. Measured 0.15 to 0.3 MB above the
// plan in a process of its own, up to 2.3 MB after other tests.
TEST_F(FitMemoryTest, IsWhatTheProcessGrowsBy) {
  Sequential model = network(2, 1700);
  const FitMemory memory = model.fit_memory(data_.x.shape(), data_.y.shape(), watched_);
  ASSERT_GT(memory.total(), 60 << 20);
  allocation_counter::give_back();
  std::ofstream reset("/proc/self/clear_refs");
  if (!(reset << 5 << std::flush)) GTEST_SKIP() << "the system does not let the peak be reset";
  const std::int64_t before = status_bytes("VmRSS");
  model.fit(data_.x, data_.y, watched_);
  const std::int64_t grown = status_bytes("VmHWM") - before;
  EXPECT_NEAR(static_cast<double>(grown), static_cast<double>(memory.total()), 4 << 20)
      << to_text(memory);
}

}  // namespace
}  // namespace occam
