#include "occam/runtime/thread_pool.h"

#include <sched.h>

#include <algorithm>
#include <fstream>
#include <string>

namespace occam::runtime {
namespace {

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

ThreadPool::ThreadPool(int threads) {
  if (threads <= 0) threads = available_cores();
  workers_.reserve(static_cast<std::size_t>(threads - 1));
  for (int worker = 1; worker < threads; ++worker) {
    workers_.emplace_back([this, worker] { work(worker); });
  }
}

ThreadPool::~ThreadPool() {
  stopping_ = true;
  generation_.fetch_add(1);
  generation_.notify_all();
}

void ThreadPool::parallel_for(std::int64_t items, Job job, void* context) {
  if (items <= 0) return;
  if (workers_.empty() || items == 1 || busy_.exchange(true, std::memory_order_acquire)) {
    job(context, 0, items, 0);
    return;
  }
  // Four chunks a thread: enough to even out a slow worker, few enough to keep shared panels
  // together.
  const std::int64_t chunk = std::max<std::int64_t>(1, items / (4 * threads()));
  const std::int64_t chunks = (items + chunk - 1) / chunk;
  // Close the ticket before the job's values change: a late worker of the last job that reads a new
  // value (acquire) then also sees the closed ticket, and cannot take a chunk of this job in the
  // name of that one.
  const std::uint32_t generation = generation_.load(std::memory_order_relaxed) + 1;
  ticket_.store(std::uint64_t{generation} << 32 | 0xffffffffu, std::memory_order_relaxed);
  job_.store(job, std::memory_order_release);
  context_.store(context, std::memory_order_release);
  items_.store(items, std::memory_order_release);
  chunk_.store(chunk, std::memory_order_release);
  chunks_.store(chunks, std::memory_order_release);
  done_.store(0, std::memory_order_relaxed);
  ticket_.store(std::uint64_t{generation} << 32, std::memory_order_release);
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
  const std::int64_t chunks = chunks_.load(std::memory_order_acquire);
  std::uint64_t ticket = ticket_.load(std::memory_order_acquire);
  while (true) {
    if (ticket >> 32 != generation) return;
    const std::int64_t index = static_cast<std::int64_t>(ticket & 0xffffffffu);
    if (index >= chunks) return;
    if (!ticket_.compare_exchange_weak(ticket, ticket + 1, std::memory_order_acq_rel,
                                       std::memory_order_acquire)) {
      continue;
    }
    job(context, index * chunk, std::min(items, (index + 1) * chunk), worker);
    done_.fetch_add(1, std::memory_order_acq_rel);
    ticket = ticket_.load(std::memory_order_acquire);
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
