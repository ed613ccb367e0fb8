#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <thread>

#include "occam/data/batch_source.h"

namespace occam::training {

/// Makes the next batch of a source on a thread of its own while the caller trains on the last one.
/// An exception of the source comes out of the call that would have given the batch.
class Prefetch {
 public:
  explicit Prefetch(data::BatchSource source);
  Prefetch(const Prefetch&) = delete;
  Prefetch& operator=(const Prefetch&) = delete;
  /// Waits for a batch that is being made.
  ~Prefetch();

  /// Starts the source's epoch; a source that does not restart goes on.
  void begin_epoch(std::int64_t epoch);
  /// False at the end of the epoch. REQUIRES: begin_epoch() was called.
  bool next(data::Batch& batch);

 private:
  enum class State { kWaiting, kMaking, kReady, kEnded, kFailed, kClosing };

  void work();
  void make(std::unique_lock<std::mutex>& lock);

  data::BatchSource source_;
  std::mutex mutex_;
  std::condition_variable changed_;
  State state_ = State::kWaiting;
  std::int64_t epoch_ = 0;
  bool begin_ = false, begun_ = false;
  data::Batch batch_;
  std::exception_ptr error_;
  std::thread thread_;
};

}  // namespace occam::training
