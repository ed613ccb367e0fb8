#include "occam/runtime/thread_pool.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "occam/base/errors.h"

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

TEST(ThreadPool, EachBeginsWithItsOwnPart) {
  constexpr int kThreads = 3;
  ThreadPool pool(kThreads);
  struct Job {
    std::atomic<int> arrived{0};
    std::atomic<std::int64_t> first[kThreads] = {-1, -1, -1};
  };
  for (int repeat = 0; repeat < 200; ++repeat) {
    Job job;
    // Nobody goes on before all have begun.
    pool.parallel_for(
        1200,
        [](void* context, std::int64_t begin, std::int64_t, int worker) {
          auto& [arrived, first] = *static_cast<Job*>(context);
          std::int64_t none = -1;
          if (first[worker].compare_exchange_strong(none, begin)) ++arrived;
          while (arrived < kThreads) std::this_thread::yield();
        },
        &job);
    for (int worker = 0; worker < kThreads; ++worker) EXPECT_EQ(job.first[worker], 400 * worker);
  }
}

TEST(ThreadPool, MostOfAPartIsOnePieceAndTheRestIsLeftToOthers) {
  constexpr int kThreads = 2;
  ThreadPool pool(kThreads);
  struct Job {
    std::atomic<int> begun{0};
    std::atomic<std::int64_t> first[kThreads] = {0, 0};  ///< items of the first range
    std::atomic<std::int64_t> done{0};
  };
  for (int repeat = 0; repeat < 200; ++repeat) {
    Job job;
    pool.parallel_for(
        64,
        [](void* context, std::int64_t begin, std::int64_t end, int worker) {
          auto& [begun, first, done] = *static_cast<Job*>(context);
          std::int64_t none = 0;
          if (first[worker].compare_exchange_strong(none, end - begin)) ++begun;
          while (begun < kThreads) std::this_thread::yield();
          // The worker is put aside in its first range: everything else is done without it.
          while (worker == 1 && done < 64 - first[1]) std::this_thread::yield();
          done += end - begin;
        },
        &job);
    EXPECT_EQ(job.first[0], 24);
    EXPECT_EQ(job.first[1], 24);
    EXPECT_EQ(job.done, 64);
  }
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

/// Threads of this process now.
int living_threads() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("Threads:")) return std::stoi(line.substr(8));
  }
  return -1;
}

// ThreadSanitizer starts a thread of its own with the first one.
#if defined(__SANITIZE_THREAD__)
constexpr int kThreadsAtStart = 2;
#else
constexpr int kThreadsAtStart = 1;
#endif

/// Threads beyond those that the program has without pools, once they are `expected`: the system
/// counts a thread for some time after it was joined.
int more_threads(int expected) {
  for (int tries = 0; living_threads() - kThreadsAtStart != expected && tries < 2000; ++tries)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return living_threads() - kThreadsAtStart;
}

TEST(ThreadPool, WorkersStartWithTheFirstJobThatCanUseThem) {
  ThreadPool pool(4);
  Visits one(1);
  pool.parallel_for(1, visit, &one);
  EXPECT_LE(more_threads(0), 0) << "one item needs no worker";
  Visits many(100);
  pool.parallel_for(100, visit, &many);
  EXPECT_EQ(more_threads(3), 3);
  expect_each_once(many, 4);
  EXPECT_EQ(pool.start(), 4);
  EXPECT_EQ(more_threads(3), 3);
}

TEST(ThreadPool, IsSharedByAllWhoAskForAsManyThreads) {
  {
    std::vector<std::shared_ptr<ThreadPool>> pools;
    for (int i = 0; i < 300; ++i) {
      pools.push_back(started_pool("test", 3));
      Visits visits(20);
      pools.back()->parallel_for(20, visit, &visits);
      expect_each_once(visits, 3);
    }
    EXPECT_EQ(more_threads(2), 2);
    EXPECT_EQ(shared_pool(3), pools[0]);
    EXPECT_NE(shared_pool(2), pools[0]);
    EXPECT_EQ(shared_pool(0)->threads(), available_cores());
  }
  EXPECT_EQ(more_threads(0), 0) << "the last one who uses it ends its workers";
}

#if !defined(__SANITIZE_THREAD__)

/// Runs `body` in a child of fork and returns its exit code; -1 when it does not end.
template <class Body>
int in_child(const Body& body) {
  const pid_t child = fork();
  if (child == 0) {
    alarm(20);
    const int code = body();
    _exit(code);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(ThreadPool, AChildOfForkHasWorkersOfItsOwn) {
  ThreadPool pool(3);
  Visits first(50);
  pool.parallel_for(50, visit, &first);
  const int code = in_child([&] {
    Visits visits(50);
    pool.parallel_for(50, visit, &visits);
    for (const auto& item : visits.items) {
      if (item != 1) return 1;
    }
    return more_threads(2) == 2 ? 0 : 2;
  });
  EXPECT_EQ(code, 0);
}

TEST(ThreadPool, AChildOfForkMayDropAPoolOfItsParent) {
  auto pool = std::make_unique<ThreadPool>(3);
  pool->start();
  EXPECT_EQ(in_child([&] {
              pool.reset();
              return 0;
            }),
            0);
}

TEST(ThreadPool, ThreadsThatCannotBeHadAreRefusedAndThePoolStillWorks) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "AddressSanitizer needs all addresses";
#endif
  const int code = in_child([] {
    const auto before = shared_pool(2);
    // Addresses for the stacks of some threads, not of 1023.
    const rlimit limit{std::size_t{2000} << 20, std::size_t{2000} << 20};
    setrlimit(RLIMIT_AS, &limit);
    try {
      started_pool("set_threads", 1024);
      return 1;
    } catch (const InvalidArgument& error) {
      const std::string text = error.what();
      if (!text.starts_with("set_threads: invalid value for threads. Expected at most the "))
        return 2;
      if (!text.ends_with(" that could be started. Received: threads=1024")) return 3;
    }
    if (more_threads(0) != 0) return 4;
    // Asked for without a check, a pool does its work with the workers that it got.
    for (const auto& pool : {before, std::make_shared<ThreadPool>(1024)}) {
      Visits visits(5000);
      pool->parallel_for(5000, visit, &visits);
      for (const auto& item : visits.items) {
        if (item != 1) return 5;
      }
    }
    return 0;
  });
  EXPECT_EQ(code, 0);
}

#endif  // no threads after fork under ThreadSanitizer

TEST(ThreadPool, CanBeMadeAndDroppedIdle) {
  for (int i = 0; i < 50; ++i) ThreadPool pool(4);
  EXPECT_GE(available_cores(), 1);
  EXPECT_EQ(ThreadPool(0).threads(), available_cores());
}

}  // namespace
}  // namespace occam::runtime
