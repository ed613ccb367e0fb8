#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

#include "occam/callbacks/callback.h"

namespace occam::bench {

using Clock = std::chrono::steady_clock;

inline double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// A callback that times every epoch; copies share what was measured.
class EpochTimes {
 public:
  void on_epoch_begin(callbacks::TrainingControl&, std::int64_t) { begin_ = Clock::now(); }
  void on_epoch_end(callbacks::TrainingControl&, std::int64_t, const callbacks::Logs&) {
    seconds_->push_back(seconds_since(begin_));
  }

  double first() const { return seconds_->front(); }
  /// The first epoch, which compiles the plan, counts only when there is no other.
  double fastest() const {
    return *std::min_element(seconds_->begin() + (seconds_->size() > 1 ? 1 : 0), seconds_->end());
  }

 private:
  Clock::time_point begin_;
  std::shared_ptr<std::vector<double>> seconds_ = std::make_shared<std::vector<double>>();
};

}  // namespace occam::bench
