#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "occam/evaluation/temperature.h"
#include "occam/models/blueprint.h"
#include "occam/models/files.h"
#include "occam/runtime/executor.h"
#include "occam/training/program.h"
#include "occam/training/trainer.h"

namespace occam::models {

/// What the weights of a new network are.
enum class Weights : std::uint8_t {
  kInitial,  ///< what their initializers make
  kZero,     ///< to be overwritten: those of a file
};

/// A blueprint with values: a built model, or a stack of them. What Sequential, Model and Stack
/// stand on.
class Network final : public training::Program {
 public:
  /// Initialises all weights, unless they are given at once. `seeds`: one a member; `data_seed`: of
  /// all.
  Network(std::shared_ptr<const Blueprint> blueprint, std::vector<std::uint64_t> seeds,
          std::uint64_t data_seed, std::shared_ptr<runtime::ThreadPool> pool,
          Weights weights = Weights::kInitial);
  /// Members of `other`, or copies of one, as a network of their own.
  Network(const Network& other, const std::vector<int>& members);
  /// The same with another blueprint of the same variables.
  Network(const Network& other, const std::vector<int>& members,
          std::shared_ptr<const Blueprint> blueprint);
  /// The members of several networks of one layout, in order.
  explicit Network(std::span<const Network* const> networks);

  /// From now on the optimizers have made no step.
  void start_optimizer();

  /// The next other options go on with the steps and the memory of the optimizer of this network,
  /// of as many members, where the new one has memory of the same name and size; with null they do
  /// not. Source: Keras 3, compile with the same optimizer.
  void continue_optimizer(const Network* of);

  /// Goes on with another blueprint of the same layers; drops the executors. With the options of
  /// the present one everything goes on; with others the optimizer starts anew, and the
  /// hyper-parameters of loss and optimizer are those of the options.
  void adopt(std::shared_ptr<const Blueprint> blueprint);

  /// Adapts initial weights that are driven by data to a sample of the training rows (of all
  /// members, or one entry a member): once, before the first fit, and not when the weights were
  /// given.
  void adapt(std::span<const training::Samples> train);
  bool adapted() const { return adapted_; }
  void keep_weights() { adapted_ = true; }

  /// Trains all members on data that have been checked. Of the executors only those that it needs
  /// keep their buffers. `form`: of the files that callbacks ask for.
  std::vector<callbacks::History> fit(training::TrainingData data, const FitOptions& options,
                                      FileForm form = {});
  /// Means over the samples of so many steps, 0 of all, for all members, in the same way.
  std::vector<callbacks::Logs> evaluate(const training::BatchStream& data, std::int64_t steps = 0,
                                        const std::vector<callbacks::Callback>& callbacks = {});

  /// A step on these samples, in training or test mode. Keeps the executors that it has.
  callbacks::Logs run_batch(training::Mode mode, const training::Samples& samples);
  /// Throws InvalidArgument while a fit or an evaluation runs: a callback that trains, evaluates or
  /// compiles the model that calls it would take the running step's memory away.
  void check_idle(std::string_view where) const;

  const std::shared_ptr<const Blueprint>& blueprint() const { return blueprint_; }
  runtime::Executor& executor(training::PlanKey key) override;
  runtime::State& state() override { return state_; }
  const runtime::State& state() const { return state_; }
  const runtime::StateLayout& layout() const override { return blueprint_->layout(); }
  runtime::ThreadPool& pool() override { return *pool_; }
  void set_pool(std::shared_ptr<runtime::ThreadPool> pool);
  std::span<const training::LogSource> logs() const override { return blueprint_->logs(); }
  std::vector<float> weights(std::int64_t member) const override;
  void set_weights(std::int64_t member, std::span<const float> weights) override;
  std::uint64_t& epochs_trained(std::int64_t member) override {
    return epochs_trained_[static_cast<std::size_t>(member)];
  }
  std::uint64_t data_seed(std::int64_t member) const override {
    return data_seeds_[static_cast<std::size_t>(member)];
  }
  std::uint64_t seed(std::int64_t member) const { return seeds_[static_cast<std::size_t>(member)]; }
  /// Training steps of a member since the optimizer was started.
  std::uint64_t steps_taken(std::int64_t member = 0) const override;
  void go_on_from(const training::Checkpoint& checkpoint) override;
  /// Bytes of the values and of the executors' buffers.
  std::int64_t memory_bytes() const;

  /// A plan of its own for prediction: prediction may run in several threads at once. `drawn` takes
  /// a copy of the values where the plan draws random numbers.
  std::unique_ptr<runtime::Executor> prediction_executor(
      std::int64_t batch, int form, runtime::ThreadPool& pool,
      std::optional<runtime::State>& drawn) const;
  /// Another draw for the next batch of such a plan: no batch of any prediction has the same.
  void draw_anew(runtime::State& drawn) const;

  const std::vector<layers::Declared::Weight>& weight_list() const { return blueprint_->weights(); }
  const Topology& topology() const { return blueprint_->topology(); }

  /// Value of the hyper-parameter at `path`; of one given as a schedule what the next step takes.
  /// Throws InvalidArgument that lists the paths there are.
  double hyper(std::string_view path, std::int64_t member) const override;
  /// Throws InvalidArgument for an unknown path, a number out of the parameter's range, or a
  /// hyper-parameter that was given as a schedule.
  void set_hyper(std::string_view path, std::int64_t member, double value) override;
  std::vector<std::string> hyper_paths() const override;
  void visit_weights(std::int64_t member, const WeightVisitor& visit) const override;
  void visit_sparse_weights(std::int64_t member, const WeightVisitor& visit) const override;
  void adapt_penalties(std::int64_t member, std::int64_t steps) override;

  /// The logits of a member for the samples, beside their targets and weights. Throws
  /// InvalidArgument for a model that has none: see calibration.h.
  evaluation::LogitRows logit_rows(const training::Samples& samples, std::int64_t batch,
                                   int member);
  double calibrated_loss(const training::Samples& samples, std::int64_t batch, int member) override;

 private:
  void keep_executors(std::span<const training::PlanKey> keys);
  void adapt_to(const training::BatchStream& train);
  void use_batches(runtime::Batches batches);
  const runtime::Variable& hyper_variable(std::string_view path) const;
  void adapt_members(const training::Samples& train, int begin, int end);
  /// Gives the optimizer's memory its initial value, or what it goes on with; nothing for other
  /// variables.
  void start_memory(const runtime::Variable& variable, std::int64_t member);

  /// What an optimizer goes on with: of each member its steps, and by paths its memory.
  struct Kept {
    std::vector<std::uint64_t> steps;
    std::map<std::string, std::vector<std::vector<float>>> memory;
  };
  Kept kept() const;

  std::shared_ptr<const Blueprint> blueprint_;
  runtime::State state_;
  std::optional<Kept> continues_;
  Kept kept_;
  std::vector<std::uint64_t> seeds_, data_seeds_;  ///< one a member
  mutable std::uint64_t draws_ = 0;                ///< batches that were predicted with draws
  runtime::Batches batches_ = runtime::Batches::kShared;
  bool running_ = false;  ///< a fit or an evaluation
  bool adapted_ = false;  ///< weights are no longer as their initializers filled them
  std::vector<std::uint64_t> epochs_trained_;  ///< one a member
  std::shared_ptr<runtime::ThreadPool> pool_;
  std::map<training::PlanKey, std::unique_ptr<runtime::Executor>> executors_;
  /// Those that a source's batches asked for, the last one last: only so many of a mode are kept,
  /// whatever sizes its batches have.
  std::vector<training::PlanKey> recent_;
  bool any_sizes_ = false;  ///< batches of a source
};

}  // namespace occam::models
