#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "occam/runtime/executor.h"
#include "occam/training/fit_state.h"
#include "occam/training/log_source.h"

namespace occam::training {

enum class Mode : std::uint8_t {
  kTrain,
  kTest,
  kPredict,
  kStatistics,  ///< the layers' statistics anew, from all samples of a pass
  kAdapt,       ///< what data-driven initial weights adapt to
  kLogits,      ///< what softmax or sigmoid make probabilities of
};

struct Samples;

/// Which of a program's plans: what a step of it does, and with how many samples.
struct PlanKey {
  Mode mode = Mode::kTrain;
  std::int64_t batch = 0;
  bool weighted = false;  ///< samples have weights
  int form = 0;           ///< which of the shapes that the program knows samples have
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

  /// Weights of a member one by one, in Keras's order.
  using WeightVisitor = std::function<void(std::string_view path, std::span<const float>)>;
  virtual void visit_weights(std::int64_t, const WeightVisitor&) const = 0;

  /// The same for weights whose penalty makes exact zeros by a proximal step.
  virtual void visit_sparse_weights(std::int64_t, const WeightVisitor&) const {}
  /// A fit begins (steps = 0), or a member has made so many steps: penalties that have a share of
  /// zeros to reach adapt their factors (regularizers/target_sparsity.h).
  virtual void adapt_penalties(std::int64_t, std::int64_t) {}

  /// Hyper-parameters of a member: TrainingControl says what these do.
  virtual std::vector<std::string> hyper_paths() const = 0;
  virtual double hyper(std::string_view path, std::int64_t member) const = 0;
  virtual void set_hyper(std::string_view path, std::int64_t member, double value) = 0;
  virtual std::uint64_t steps_taken(std::int64_t member) const = 0;

  /// Epochs that a member has been trained, over all calls of fit: numbers its shuffles.
  virtual std::uint64_t& epochs_trained(std::int64_t member) = 0;
  /// Seeds a member's shuffles.
  virtual std::uint64_t data_seed(std::int64_t member) const = 0;

  /// Of a member, the samples' mean log loss at the temperature that makes it least.
  virtual double calibrated_loss(const Samples& samples, std::int64_t batch, int member) = 0;
  /// Takes the numbers of all members, the seeds of their shuffles and how often they were trained.
  virtual void go_on_from(const Checkpoint& checkpoint) = 0;
};

}  // namespace occam::training
