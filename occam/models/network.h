#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "occam/models/build.h"
#include "occam/runtime/executor.h"
#include "occam/training/program.h"

namespace occam::models {

/// A built model, or a stack of them: layout, values, compiled plans. What Sequential and Stack
/// stand on.
class Network final : public training::Program {
 public:
  /// Declares and initialises all weights. `seeds`: one a member.
  Network(Description description, std::vector<std::uint64_t> seeds, std::uint64_t data_seed,
          std::shared_ptr<runtime::ThreadPool> pool);
  /// A member of `other` as a network of its own, or copies of one: values are copied, plans are
  /// compiled anew.
  Network(const Network& other, std::vector<int> members);

  /// Loss, optimizer and metrics; drops the plans and the optimizer's memory of another one.
  /// `batch` is the size of the batches to come: a target (1,) for several outputs fits only
  /// batches of one.
  void compile(const CompileOptions& options, Shape target_shape, std::int64_t batch);
  /// The same loss and optimizer, going on, for targets of another shape. Throws InvalidArgument
  /// when it does not fit.
  void set_target_shape(const Shape& target_shape, std::int64_t batch);
  const Shape& target_shape() const { return description_.target_shape; }

  runtime::Executor& executor(training::Mode mode, std::int64_t batch) override;
  runtime::State& state() override { return state_; }
  const runtime::State& state() const { return state_; }
  const runtime::StateLayout& layout() const override { return layout_; }
  runtime::ThreadPool& pool() override { return *pool_; }
  void set_pool(std::shared_ptr<runtime::ThreadPool> pool);
  std::span<const training::LogSource> logs() const override { return logs_; }
  /// Drops compiled plans when there are more than a few; references to executors end.
  void trim_plans();
  std::vector<float> weights(std::int64_t member) const override;
  void set_weights(std::int64_t member, std::span<const float> weights) override;
  std::uint64_t& epochs_trained() override { return epochs_trained_; }
  std::uint64_t data_seed() const override { return data_seed_; }

  /// A plan of its own for prediction: prediction may run in several threads at once.
  std::unique_ptr<runtime::Executor> prediction_executor(std::int64_t batch,
                                                         runtime::ThreadPool& pool) const;

  /// Weights in Keras's order: layer by layer, as each layer declares them.
  const std::vector<layers::Declared::Weight>& weight_list() const { return weights_; }
  const Description& description() const { return description_; }
  const std::vector<Shape>& layer_shapes() const { return layer_shapes_; }

  /// Value of the hyper-parameter at `path`. Throws InvalidArgument that lists the paths there are.
  double hyper(std::string_view path, std::int64_t member) const;
  /// Throws InvalidArgument for an unknown path or a number out of the parameter's range.
  void set_hyper(std::string_view path, std::int64_t member, double value);
  std::vector<std::string> hyper_paths() const;

  /// All stages of the compilation of a plan, as text.
  std::string trace(training::Mode mode, std::int64_t batch);

 private:
  const runtime::Variable& hyper_variable(std::string_view path) const;
  std::shared_ptr<const runtime::Plan> compile_plan(training::Mode mode, std::int64_t batch,
                                                    std::string* trace);
  void initialise(const runtime::StateLayout& before, const BuiltGraph& built);

  Description description_;
  std::unique_ptr<CompileOptions> options_;
  runtime::StateLayout layout_;
  runtime::State state_;
  std::vector<std::uint64_t> seeds_;
  std::uint64_t data_seed_ = 0, epochs_trained_ = 0;
  std::shared_ptr<runtime::ThreadPool> pool_;
  std::vector<layers::Declared::Weight> weights_;
  std::vector<Shape> layer_shapes_;
  std::vector<training::LogSource> logs_;
  std::map<std::pair<training::Mode, std::int64_t>, std::unique_ptr<runtime::Executor>> executors_;
  mutable std::mutex prediction_mutex_;
  mutable std::map<std::int64_t, std::shared_ptr<const runtime::Plan>> prediction_plans_;
};

}  // namespace occam::models
