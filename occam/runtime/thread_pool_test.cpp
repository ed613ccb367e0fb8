#include "occam/runtime/thread_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace occam::runtime {
namespace {

struct Visits {
  std::vector<std::atomic<int>> items;
  std::atomic<int> most_workers{0};
  std::atomic<bool> wrong{false};
  explicit Visits(std::size_t count) : items(count) {}
};

void visit(void* context, std::int64_t begin, std::int64_t end, int worker) {
  Visits& visits = *static_cast<Visits*>(context);
  if (begin >= end || worker < 0) visits.wrong = true;
  for (std::int64_t i = begin; i < end; ++i) visits.items[static_cast<std::size_t>(i)]++;
  int seen = visits.most_workers;
  while (worker > seen && !visits.most_workers.compare_exchange_weak(seen, worker)) {
  }
}

void expect_each_once(const Visits& visits, int threads) {
  for (const auto& item : visits.items) ASSERT_EQ(item.load(), 1);
  EXPECT_FALSE(visits.wrong);
  EXPECT_LT(visits.most_workers, threads);
}

TEST(ThreadPool, RunsEveryItemOnce) {
  for (const int threads : {1, 2, 3, 4, 7}) {
    ThreadPool pool(threads);
    EXPECT_EQ(pool.threads(), threads);
    for (const std::size_t items : {0u, 1u, 2u, 5u, 64u, 1000u}) {
      Visits visits(items);
      pool.parallel_for(static_cast<std::int64_t>(items), visit, &visits);
      expect_each_once(visits, threads);
    }
  }
}

TEST(ThreadPool, RunsManyShortJobsInARow) {
  ThreadPool pool(3);
  for (int job = 0; job < 20000; ++job) {
    Visits visits(static_cast<std::size_t>(1 + job % 9));
    pool.parallel_for(1 + job % 9, visit, &visits);
    expect_each_once(visits, 3);
    // Long pauses send the workers to sleep.
    if (job % 5000 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(3));
  }
}

TEST(ThreadPool, WorkersShareALongJob) {
  ThreadPool pool(2);
  struct Job {
    std::atomic<int> arrived{0};
  } job;
  // Each item waits for the other: only two workers together can end this.
  pool.parallel_for(
      2,
      [](void* context, std::int64_t, std::int64_t, int) {
        auto& arrived = static_cast<Job*>(context)->arrived;
        ++arrived;
        while (arrived < 2) std::this_thread::yield();
      },
      &job);
  EXPECT_EQ(job.arrived, 2);
}

TEST(ThreadPool, SeveralThreadsMayUseItAtOnce) {
  ThreadPool pool(3);
  std::vector<std::thread> users;
  std::atomic<int> good{0};
  for (int user = 0; user < 4; ++user) {
    users.emplace_back([&] {
      for (int job = 0; job < 500; ++job) {
        Visits visits(40);
        pool.parallel_for(40, visit, &visits);
        bool each_once = true;
        for (const auto& item : visits.items) each_once = each_once && item == 1;
        good += each_once ? 1 : 0;
      }
    });
  }
  for (std::thread& user : users) user.join();
  EXPECT_EQ(good, 2000);
}

TEST(ThreadPool, CanBeMadeAndDroppedIdle) {
  for (int i = 0; i < 50; ++i) ThreadPool pool(4);
  EXPECT_GE(available_cores(), 1);
  EXPECT_EQ(ThreadPool(0).threads(), available_cores());
}

}  // namespace
}  // namespace occam::runtime
