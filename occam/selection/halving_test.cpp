#include "occam/selection/halving.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "occam/base/errors.h"
#include "occam/base/random.h"

namespace occam::selection {
namespace {

using testing::ElementsAre;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

TEST(Halving, PromotesOneOfThreeAsSoonAsItMay) {
  // By hand after algorithm 2: rung 0 has three results, of which one goes on; a fourth and a fifth
  // add none, though the fifth is the best; the sixth opens a second place, which is the fifth's.
  Halving halving({.rungs = 3, .reduction_factor = 3});
  EXPECT_THAT(halving.next(3, 100), ElementsAre(TrialRung{0, 0}, TrialRung{1, 0}, TrialRung{2, 0}));
  halving.tell({0, 0}, 0.5);
  halving.tell({1, 0}, 0.3);
  halving.tell({2, 0}, 0.4);
  EXPECT_THAT(halving.next(2, 100), ElementsAre(TrialRung{1, 1}, TrialRung{3, 0}));
  halving.tell({3, 0}, 0.9);
  EXPECT_THAT(halving.next(1, 100), ElementsAre(TrialRung{4, 0}));
  halving.tell({4, 0}, 0.1);
  // The only place of five is that of the best, which is not promoted yet.
  EXPECT_THAT(halving.next(2, 100), ElementsAre(TrialRung{4, 1}, TrialRung{5, 0}));
  halving.tell({5, 0}, 0.2);
  // Two places of six: 4 and 5.
  EXPECT_THAT(halving.next(1, 100), ElementsAre(TrialRung{5, 1}));
  halving.tell({1, 1}, 0.25);
  halving.tell({4, 1}, 0.15);
  halving.tell({5, 1}, 0.12);
  // The highest rung that has one comes first.
  EXPECT_THAT(halving.next(2, 100), ElementsAre(TrialRung{5, 2}, TrialRung{6, 0}));
  EXPECT_EQ(halving.begun(), 7);
}

TEST(Halving, HalvesAllThatStandTogetherAsSynchronousHalvingDoes) {
  // 27 trials told at once: rungs of 27, 9, 3 and 1, each the best of the one below.
  Halving halving({.rungs = 4, .reduction_factor = 3});
  std::vector<std::int64_t> sizes, last;
  for (std::vector<TrialRung> runs = halving.next(27, 27); !runs.empty();
       runs = halving.next(27, 27)) {
    sizes.push_back(std::ssize(runs));
    last.clear();
    for (const TrialRung& run : runs) {
      last.push_back(run.trial);
      halving.tell(run, static_cast<double>((run.trial * 10) % 27));
    }
  }
  EXPECT_THAT(sizes, ElementsAre(27, 9, 3, 1));
  EXPECT_THAT(last, ElementsAre(0));
}

TEST(Halving, RandomSearchIsOneRung) {
  Halving halving({.rungs = 1, .reduction_factor = 2});
  EXPECT_EQ(halving.next(10, 4).size(), 4u);
  for (std::int64_t trial = 0; trial < 4; ++trial) halving.tell({trial, 0}, 1.0);
  EXPECT_TRUE(halving.next(10, 4).empty());
}

TEST(Halving, ScoresThatAreNoneNeverGoOnAndTiesGoToTheFirst) {
  Halving halving({.rungs = 2, .reduction_factor = 2, .direction = Direction::kUp});
  EXPECT_EQ(halving.next(6, 6).size(), 6u);
  const double scores[] = {kNone, 0.7, kNone, 0.7, kNone, kNone};
  for (std::int64_t trial = 0; trial < 6; ++trial)
    halving.tell({trial, 0}, scores[static_cast<std::size_t>(trial)]);
  EXPECT_THAT(halving.next(6, 6), ElementsAre(TrialRung{1, 1}, TrialRung{3, 1}));
}

/// get_job as it is printed, over plain lists: top_k by sorting, nothing kept but the results.
class Published {
 public:
  Published(std::int64_t rungs, std::int64_t eta)
      : eta_(eta), rungs_(static_cast<std::size_t>(rungs)), promoted_(rungs_.size()) {}

  TrialRung get_job() {
    for (std::size_t k = rungs_.size() - 1; k-- > 0;) {
      std::vector<std::pair<double, std::int64_t>> candidates = rungs_[k];
      std::sort(candidates.begin(), candidates.end());
      candidates.resize(candidates.size() / static_cast<std::size_t>(eta_));
      for (const auto& [loss, trial] : candidates) {
        if (std::find(promoted_[k].begin(), promoted_[k].end(), trial) != promoted_[k].end())
          continue;
        promoted_[k].push_back(trial);
        return {trial, static_cast<std::int64_t>(k) + 1};
      }
    }
    return {begun_++, 0};
  }
  void tell(const TrialRung& run, double loss) {
    rungs_[static_cast<std::size_t>(run.rung)].emplace_back(loss, run.trial);
  }

 private:
  std::int64_t eta_, begun_ = 0;
  std::vector<std::vector<std::pair<double, std::int64_t>>> rungs_;
  std::vector<std::vector<std::int64_t>> promoted_;
};

TEST(Halving, FollowsThePublishedRuleThroughHistoriesOfEveryKind) {
  for (std::uint64_t history = 0; history < 40; ++history) {
    const RandomKey key{history, stream_of("halving_test")};
    const std::int64_t rungs = 1 + static_cast<std::int64_t>(random_bits(key, 0, 0) % 5);
    const std::int64_t eta = 2 + static_cast<std::int64_t>(random_bits(key, 0, 1) % 3);
    Halving halving({.rungs = rungs, .reduction_factor = eta});
    Published published(rungs, eta);
    std::vector<TrialRung> waiting;
    for (std::uint64_t step = 1; step < 150; ++step) {
      // Some begin, then some results come, in any order.
      const std::int64_t count = 1 + random_bits(key, step, 0) % 7;
      const std::vector<TrialRung> runs = halving.next(count, 1'000'000);
      for (std::int64_t i = 0; i < count; ++i) {
        ASSERT_EQ(runs[static_cast<std::size_t>(i)], published.get_job());
        waiting.push_back(runs[static_cast<std::size_t>(i)]);
      }
      const std::size_t come = random_bits(key, step, 1) % (waiting.size() + 1);
      for (std::size_t i = 0; i < come; ++i) {
        const std::size_t place = random_bits(key, step, 2 + i) % waiting.size();
        const auto at = waiting.begin() + static_cast<std::ptrdiff_t>(place);
        const double loss = random_uniform(key, step, 100 + i);
        halving.tell(*at, loss);
        published.tell(*at, loss);
        waiting.erase(at);
      }
    }
  }
}

TEST(Halving, Refusals) {
  EXPECT_THROW(Halving({.rungs = 0}), InvalidArgument);
  EXPECT_THROW(Halving({.reduction_factor = 1}), InvalidArgument);
  EXPECT_THROW(Halving({.direction = Direction::kNone}), InvalidArgument);
  Halving halving({});
  EXPECT_THROW(halving.tell({0, 0}, 1.0), InvalidArgument);
}

}  // namespace
}  // namespace occam::selection
