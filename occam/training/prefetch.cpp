#include "occam/training/prefetch.h"

#include <utility>

namespace occam::training {

Prefetch::Prefetch(data::BatchSource source) : source_(source), thread_([this] { work(); }) {}

Prefetch::~Prefetch() {
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return state_ != State::kMaking; });
    state_ = State::kClosing;
  }
  changed_.notify_all();
  thread_.join();
}

void Prefetch::begin_epoch(std::int64_t epoch) {
  std::unique_lock lock(mutex_);
  if (begun_ && !source_.restarts()) return;
  changed_.wait(lock, [this] { return state_ != State::kMaking; });
  begun_ = begin_ = true;
  epoch_ = epoch;
  state_ = State::kMaking;
  changed_.notify_all();
}

bool Prefetch::next(data::Batch& batch) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return state_ != State::kMaking; });
  if (state_ == State::kFailed) std::rethrow_exception(error_);
  if (state_ == State::kEnded) return false;
  std::swap(batch, batch_);
  state_ = State::kMaking;
  changed_.notify_all();
  return true;
}

void Prefetch::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return state_ == State::kMaking || state_ == State::kClosing; });
    if (state_ == State::kClosing) return;
    make(lock);
    changed_.notify_all();
  }
}

void Prefetch::make(std::unique_lock<std::mutex>& lock) {
  const bool begin = std::exchange(begin_, false);
  const std::int64_t epoch = epoch_;
  lock.unlock();
  State made = State::kFailed;
  std::exception_ptr error;
  data::Batch batch;
  try {
    if (begin) source_.begin_epoch(epoch);
    made = source_.next(batch) ? State::kReady : State::kEnded;
  } catch (...) {
    error = std::current_exception();
  }
  lock.lock();
  batch_ = std::move(batch);
  error_ = error;
  state_ = made;
}

}  // namespace occam::training
