#include "occam/training/prefetch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

namespace occam::training {
namespace {

using testing::ElementsAre;

/// `length` batches an epoch: 100 * epoch + number of the batch.
struct CountingSource {
  int length = 3;
  int fails_at = -1;
  std::int64_t epoch = -1;
  int number = 0;
  std::vector<std::thread::id> threads = {};

  void begin_epoch(std::int64_t begun) {
    threads.push_back(std::this_thread::get_id());
    epoch = begun;
    number = 0;
  }
  bool next(data::Batch& batch) {
    threads.push_back(std::this_thread::get_id());
    if (number == fails_at) throw std::runtime_error("broken");
    if (number == length) return false;
    batch.x = Array{static_cast<double>(100 * epoch + number++)};
    return true;
  }
  std::int64_t batches() const { return length; }
};

std::vector<double> rest_of(Prefetch& prefetch) {
  std::vector<double> numbers;
  data::Batch batch;
  while (prefetch.next(batch)) numbers.push_back(batch.x[0].at(0));
  return numbers;
}

TEST(PrefetchTest, GivesEveryEpochOnAThreadOfItsOwn) {
  CountingSource source;
  {
    Prefetch prefetch(source);
    for (const int epoch : {0, 1, 5}) {
      prefetch.begin_epoch(epoch);
      EXPECT_THAT(rest_of(prefetch), ElementsAre(100 * epoch, 100 * epoch + 1, 100 * epoch + 2));
      EXPECT_THAT(rest_of(prefetch), ElementsAre());  // the end stays the end
    }
  }
  for (const std::thread::id id : source.threads) {
    EXPECT_EQ(id, source.threads[0]);
    EXPECT_NE(id, std::this_thread::get_id());
  }
}

TEST(PrefetchTest, StartsAnewInTheMiddleOfAnEpoch) {
  CountingSource source;
  Prefetch prefetch(source);
  prefetch.begin_epoch(0);
  data::Batch batch;
  ASSERT_TRUE(prefetch.next(batch));
  prefetch.begin_epoch(2);
  EXPECT_THAT(rest_of(prefetch), ElementsAre(200, 201, 202));
}

TEST(PrefetchTest, ASourceThatDoesNotRestartGoesOn) {
  struct Sequence {
    int number = 0;
    bool next(data::Batch& batch) {
      batch.x = Array{static_cast<double>(number)};
      return ++number <= 4;
    }
  } source;
  Prefetch prefetch(source);
  prefetch.begin_epoch(0);
  data::Batch batch;
  ASSERT_TRUE(prefetch.next(batch));
  ASSERT_TRUE(prefetch.next(batch));
  prefetch.begin_epoch(1);
  EXPECT_THAT(rest_of(prefetch), ElementsAre(2, 3));
  prefetch.begin_epoch(2);
  EXPECT_THAT(rest_of(prefetch), ElementsAre());
}

TEST(PrefetchTest, AnExceptionComesWithItsBatch) {
  CountingSource source{.fails_at = 1};
  Prefetch prefetch(source);
  prefetch.begin_epoch(0);
  data::Batch batch;
  EXPECT_TRUE(prefetch.next(batch));
  EXPECT_THROW(prefetch.next(batch), std::runtime_error);
  source.fails_at = -1;  // the worker waits
  prefetch.begin_epoch(1);
  EXPECT_THAT(rest_of(prefetch), ElementsAre(100, 101, 102));
}

TEST(PrefetchTest, IsDestroyedAtAnyMoment) {
  for (int taken = 0; taken < 5; ++taken) {
    CountingSource source;
    Prefetch prefetch(source);
    if (taken == 0) continue;
    prefetch.begin_epoch(0);
    data::Batch batch;
    for (int i = 1; i < taken; ++i) prefetch.next(batch);
  }
}

}  // namespace
}  // namespace occam::training
