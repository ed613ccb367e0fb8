#pragma once

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace occam::runtime {

/// Persistent workers that share the items of one job at a time. Workers take items as they are
/// free, so a worker that the machine has put aside delays nobody but the item it holds; which
/// worker runs an item never changes a result (decision 4). The caller works too: `threads` counts
/// it.
class ThreadPool {
 public:
  /// `threads` >= 1; 0 means one per core that this process may use.
  explicit ThreadPool(int threads = 0);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  int threads() const { return static_cast<int>(workers_.size()) + 1; }

  /// Runs job(context, begin, end, worker) for consecutive ranges that cover [0, items); returns
  /// when all are done. `worker` is 0 for the caller, 1.. for the others. `job` must not throw.
  /// While another thread's job is running, the caller does all the work itself.
  using Job = void (*)(void* context, std::int64_t begin, std::int64_t end, int worker);
  void parallel_for(std::int64_t items, Job job, void* context);

 private:
  void work(int worker);
  void take_items(std::uint32_t generation, int worker);
  void wait_for_job(std::uint32_t seen);

  // The ticket packs the job's generation (high half) and its next chunk (low half), so that a late
  // worker can never take a chunk of another job than the one it has read.
  std::atomic<std::uint64_t> ticket_{0};
  std::atomic<std::int64_t> done_{0};
  std::atomic<Job> job_{nullptr};
  std::atomic<void*> context_{nullptr};
  std::atomic<std::int64_t> items_{0}, chunk_{1}, chunks_{0};
  std::atomic<std::uint32_t> generation_{0};
  std::atomic<int> sleepers_{0};
  std::atomic<bool> stopping_{false};
  std::atomic<bool> busy_{false};
  std::vector<std::jthread> workers_;
};

/// Cores that this process may use (affinity mask and cgroup quota respected).
int available_cores();

}  // namespace occam::runtime
