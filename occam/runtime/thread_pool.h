#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string_view>
#include <thread>
#include <vector>

namespace occam::runtime {

/// Persistent workers that share the items of one job at a time. Each begins with a part of its
/// own, always the same one of as many items, whose memory its core's cache may still hold: three
/// quarters in one piece, since neighbours share what they read, then the rest; then it takes what
/// is left of the others', a little at a time. So a worker that the machine has put aside delays
/// nobody but the items it holds; which worker runs an item never changes a result
/// (docs/decisions/0005). The caller works too: `threads` counts it. Workers start with the first
/// job that can use them; a child of fork gets its own.
class ThreadPool {
 public:
  /// `threads` >= 1; 0 means one per core that this process may use. Starts none.
  explicit ThreadPool(int threads = 0);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  int threads() const { return threads_; }
  /// Starts the workers that are missing, as many as the system gives; returns how many threads
  /// there are then, the caller counted. A pool that got fewer works, with those.
  int start();

  /// Runs job(context, begin, end, worker) for consecutive ranges that cover [0, items); returns
  /// when all are done. `worker` is 0 for the caller, 1.. for the others. `job` must not throw.
  /// While another thread's job is running, the caller does all the work itself.
  using Job = void (*)(void* context, std::int64_t begin, std::int64_t end, int worker);
  void parallel_for(std::int64_t items, Job job, void* context);

 private:
  /// The chunks of a job that a worker begins with.
  struct alignas(64) Part {
    // The ticket packs the job's generation (high half) and the part's next chunk (low half), so
    // that a late worker can never take a chunk of another job than the one it has read.
    std::atomic<std::uint64_t> ticket{0};
    std::atomic<std::int64_t> end{0};
  };

  void work(int worker);
  void take_items(std::uint32_t generation, int worker);
  void wait_for_job(std::uint32_t seen);
  int start_missing();

  const int threads_;
  std::vector<Part> parts_;  ///< one a thread
  std::atomic<std::int64_t> done_{0};
  std::atomic<Job> job_{nullptr};
  std::atomic<void*> context_{nullptr};
  std::atomic<std::int64_t> items_{0}, chunk_{1};
  std::atomic<std::uint32_t> generation_{0};
  std::atomic<int> sleepers_{0};
  std::atomic<bool> stopping_{false};
  std::atomic<bool> busy_{false};
  std::atomic<std::uint32_t> started_in_{0};  ///< the process that tried to start the workers
  std::vector<std::jthread> workers_;
};

/// The pool of so many threads (0: one per core) that all models of the process share: the one
/// that lives, or a new one.
std::shared_ptr<ThreadPool> shared_pool(int threads);

/// The same with its workers started, for a number that the user asked for (0: as shared_pool).
/// Throws InvalidArgument that says how many there could be when the system gives fewer. `where`:
/// the function that was called.
std::shared_ptr<ThreadPool> started_pool(std::string_view where, int threads);

/// Cores that this process may use (affinity mask and cgroup quota respected).
int available_cores();

}  // namespace occam::runtime
