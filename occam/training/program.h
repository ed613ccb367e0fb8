#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <vector>

#include "occam/runtime/executor.h"
#include "occam/training/log_source.h"

namespace occam::training {

enum class Mode : std::uint8_t {
  kTrain,
  kTest,
  kPredict,
  kStatistics,  ///< the layers' statistics anew, from all samples of a pass
  kAdapt,       ///< what data-driven initial weights adapt to
};

/// Which of a program's plans: what a step of it does, and with how many samples.
struct PlanKey {
  Mode mode = Mode::kTrain;
  std::int64_t batch = 0;
  bool weighted = false;  ///< samples have weights
  auto operator<=>(const PlanKey&) const = default;
};

/// What the trainer needs of a compiled model.
class Program {
 public:
  Program() = default;
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  virtual ~Program() = default;

  /// The plan for this key, compiled at the first request and kept.
  virtual runtime::Executor& executor(PlanKey key) = 0;
  virtual runtime::State& state() = 0;
  virtual const runtime::StateLayout& layout() const = 0;
  virtual runtime::ThreadPool& pool() = 0;
  virtual std::span<const LogSource> logs() const = 0;

  /// All weights of a member, moving statistics included, in one flat buffer.
  virtual std::vector<float> weights(std::int64_t member) const = 0;
  virtual void set_weights(std::int64_t member, std::span<const float> weights) = 0;

  /// Epochs that a member has been trained, over all calls of fit: numbers its shuffles.
  virtual std::uint64_t& epochs_trained(std::int64_t member) = 0;
  /// Seeds a member's shuffles.
  virtual std::uint64_t data_seed(std::int64_t member) const = 0;
};

}  // namespace occam::training
