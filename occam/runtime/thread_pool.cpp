#include "occam/runtime/thread_pool.h"

#include <pthread.h>
#include <sched.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <mutex>
#include <new>
#include <string>
#include <system_error>

#include "occam/base/errors.h"

namespace occam::runtime {
namespace {

// Counts forks on the way to this process, from 1: workers of a pool that was started under another
// number do not exist here.
std::atomic<std::uint32_t> this_process{1};

/// The pools of this process. Never destroyed: models in static storage may outlive it.
struct Process {
  std::mutex mutex;  ///< also held while workers start
  std::map<int, std::weak_ptr<ThreadPool>> pools;

  static Process& get() {
    static Process& process = *new Process;
    return process;
  }

 private:
  Process() {
    pthread_atfork([] { get().mutex.lock(); }, [] { get().mutex.unlock(); },
                   [] {
                     this_process.fetch_add(1, std::memory_order_relaxed);
                     get().mutex.unlock();
                   });
  }
};

/// Handles of threads that fork left behind in the parent can be neither joined nor freed.
void leave(std::vector<std::jthread> workers) {
  [[maybe_unused]] const auto* kept = new std::vector<std::jthread>(std::move(workers));
}

void pause_briefly() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

// About 30 us of spinning between the calls of a step; after it a worker sleeps, so that an idle
// pool costs nothing and a shared machine is not held.
constexpr int kSpins = 1500;

}  // namespace

int available_cores() {
  cpu_set_t set;
  int cores = 1;
  if (sched_getaffinity(0, sizeof set, &set) == 0) cores = std::max(1, CPU_COUNT(&set));
  // cgroup v2: "max 100000" or "<quota> <period>" in microseconds.
  std::ifstream file("/sys/fs/cgroup/cpu.max");
  std::string quota;
  double period = 0;
  if (file >> quota >> period && quota != "max" && period > 0) {
    cores = std::min(cores, std::max(1, static_cast<int>(std::stod(quota) / period + 0.5)));
  }
  return cores;
}

ThreadPool::ThreadPool(int threads)
    : threads_(threads > 0 ? threads : available_cores()),
      parts_(static_cast<std::size_t>(threads_)) {}

ThreadPool::~ThreadPool() {
  if (workers_.empty()) return;
  if (started_in_ != this_process) {
    leave(std::move(workers_));
    return;
  }
  stopping_ = true;
  generation_.fetch_add(1);
  generation_.notify_all();
}

int ThreadPool::start() {
  const std::lock_guard lock(Process::get().mutex);
  return start_missing();
}

/// REQUIRES: the process's mutex is held.
int ThreadPool::start_missing() {
  const std::uint32_t process = this_process.load(std::memory_order_relaxed);
  if (started_in_ != process && !workers_.empty()) {
    leave(std::move(workers_));
    workers_.clear();
    // A job that another thread of the parent was running when it forked has no end here.
    sleepers_ = 0;
    busy_ = false;
  }
  try {
    workers_.reserve(static_cast<std::size_t>(threads_ - 1));
    while (static_cast<int>(workers_.size()) + 1 < threads_) {
      const int worker = static_cast<int>(workers_.size()) + 1;
      workers_.emplace_back([this, worker] { work(worker); });
    }
  } catch (const std::system_error&) {  // no more threads
  } catch (const std::bad_alloc&) {
  }
  started_in_.store(process, std::memory_order_release);
  return static_cast<int>(workers_.size()) + 1;
}

void ThreadPool::parallel_for(std::int64_t items, Job job, void* context) {
  if (items <= 0) return;
  if (threads_ == 1 || items == 1) {
    job(context, 0, items, 0);
    return;
  }
  const std::uint32_t process = this_process.load(std::memory_order_relaxed);
  if (started_in_.load(std::memory_order_acquire) != process) start();
  if (busy_.exchange(true, std::memory_order_acquire)) {
    job(context, 0, items, 0);
    return;
  }
  // Four chunks a thread: enough to even out a slow worker.
  const std::int64_t chunk = std::max<std::int64_t>(1, items / (4 * threads()));
  const std::int64_t chunks = (items + chunk - 1) / chunk;
  // Close the tickets before the job's values change: a late worker of the last job that reads a
  // new value (acquire) then also sees the closed tickets, and cannot take a chunk of this job in
  // the name of that one.
  const std::uint32_t generation = generation_.load(std::memory_order_relaxed) + 1;
  const std::uint64_t name = std::uint64_t{generation} << 32;
  for (Part& part : parts_) part.ticket.store(name | 0xffffffffu, std::memory_order_relaxed);
  job_.store(job, std::memory_order_release);
  context_.store(context, std::memory_order_release);
  items_.store(items, std::memory_order_release);
  chunk_.store(chunk, std::memory_order_release);
  done_.store(0, std::memory_order_relaxed);
  std::int64_t begin = 0;
  for (std::int64_t p = 0; p < threads_; ++p) {
    Part& part = parts_[static_cast<std::size_t>(p)];
    const std::int64_t end = (p + 1) * chunks / threads_;
    part.end.store(end, std::memory_order_release);
    part.ticket.store(name | static_cast<std::uint64_t>(begin), std::memory_order_release);
    begin = end;
  }
  generation_.store(generation, std::memory_order_seq_cst);
  if (sleepers_.load(std::memory_order_seq_cst) > 0) generation_.notify_all();
  take_items(generation, 0);
  for (int spin = 0; done_.load(std::memory_order_acquire) != chunks; ++spin) {
    if (spin < kSpins) {
      pause_briefly();
    } else {
      std::this_thread::yield();
    }
  }
  busy_.store(false, std::memory_order_release);
}

void ThreadPool::take_items(std::uint32_t generation, int worker) {
  // Read before the ticket is taken: a successful take proves that the job has not ended, hence
  // that these are its values.
  const Job job = job_.load(std::memory_order_acquire);
  void* const context = context_.load(std::memory_order_acquire);
  const std::int64_t items = items_.load(std::memory_order_acquire);
  const std::int64_t chunk = chunk_.load(std::memory_order_acquire);
  for (int p = 0; p < threads_; ++p) {
    Part& part = parts_[static_cast<std::size_t>((worker + p) % threads_)];
    const std::int64_t end = part.end.load(std::memory_order_acquire);
    std::uint64_t ticket = part.ticket.load(std::memory_order_acquire);
    while (true) {
      if (ticket >> 32 != generation) return;
      const std::int64_t index = static_cast<std::int64_t>(ticket & 0xffffffffu);
      if (index >= end) break;
      // Neighbours of the own part share panels; of another's, its owner may come back for the
      // rest.
      const std::int64_t taken = p == 0 ? end - index - (end - index) / 4 : 1;
      if (!part.ticket.compare_exchange_weak(ticket, ticket + static_cast<std::uint64_t>(taken),
                                             std::memory_order_acq_rel,
                                             std::memory_order_acquire)) {
        continue;
      }
      job(context, index * chunk, std::min(items, (index + taken) * chunk), worker);
      done_.fetch_add(taken, std::memory_order_acq_rel);
      ticket = part.ticket.load(std::memory_order_acquire);
    }
  }
}

void ThreadPool::wait_for_job(std::uint32_t seen) {
  for (int spin = 0; spin < kSpins; ++spin) {
    if (generation_.load(std::memory_order_acquire) != seen) return;
    pause_briefly();
  }
  sleepers_.fetch_add(1, std::memory_order_seq_cst);
  generation_.wait(seen, std::memory_order_seq_cst);
  sleepers_.fetch_sub(1, std::memory_order_seq_cst);
}

std::shared_ptr<ThreadPool> shared_pool(int threads) {
  if (threads <= 0) threads = available_cores();
  Process& process = Process::get();
  const std::lock_guard lock(process.mutex);
  std::weak_ptr<ThreadPool>& place = process.pools[threads];
  std::shared_ptr<ThreadPool> pool = place.lock();
  if (!pool) place = pool = std::make_shared<ThreadPool>(threads);
  return pool;
}

std::shared_ptr<ThreadPool> started_pool(std::string_view where, int threads) {
  std::shared_ptr<ThreadPool> pool = shared_pool(threads);
  if (threads <= 0) return pool;
  if (const int started = pool->start(); started < threads) {
    throw_invalid_value(where, "threads",
                        "at most the " + std::to_string(started) + " that could be started",
                        std::to_string(threads));
  }
  return pool;
}

void ThreadPool::work(int worker) {
  std::uint32_t seen = 0;
  while (true) {
    wait_for_job(seen);
    seen = generation_.load(std::memory_order_acquire);
    if (stopping_) return;
    take_items(seen, worker);
  }
}

}  // namespace occam::runtime
