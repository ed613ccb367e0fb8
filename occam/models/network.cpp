#include "occam/models/network.h"

#include <algorithm>
#include <cstring>

#include "occam/base/fields.h"
#include "occam/compiler/compile.h"

namespace occam::models {
namespace {

using runtime::Role;
using runtime::StateLayout;
using runtime::Variable;
using training::Mode;

/// Plans kept at a time: full and last batch of training, testing and prediction, and some to
/// spare.
constexpr std::size_t kMaxPlans = 16;

bool is_weight(const Variable& variable) {
  return variable.role == Role::kTrainable || variable.role == Role::kStatistic;
}

}  // namespace

Network::Network(Description description, std::vector<std::uint64_t> seeds, std::uint64_t data_seed,
                 std::shared_ptr<runtime::ThreadPool> pool)
    : description_(std::move(description)),
      state_(layout_, static_cast<std::int64_t>(seeds.size())),
      seeds_(std::move(seeds)),
      data_seed_(data_seed),
      pool_(std::move(pool)) {
  const StateLayout before = layout_;
  const BuiltGraph built = build(description_, layout_, Mode::kPredict, 1);
  weights_ = built.declared.weights;
  layer_shapes_ = built.layer_shapes;
  state_.grow(before, layout_);
  initialise(before, built);
}

Network::Network(const Network& other, std::vector<int> members)
    : description_(other.description_),
      options_(other.options_ ? std::make_unique<CompileOptions>(*other.options_) : nullptr),
      layout_(other.layout_),
      state_(layout_, static_cast<std::int64_t>(members.size())),
      data_seed_(other.data_seed_),
      epochs_trained_(other.epochs_trained_),
      pool_(other.pool_),
      weights_(other.weights_),
      layer_shapes_(other.layer_shapes_),
      logs_(other.logs_) {
  description_.options = options_.get();
  for (std::size_t m = 0; m < members.size(); ++m) {
    std::memcpy(state_.slab(static_cast<std::int64_t>(m)), other.state_.slab(members[m]),
                state_.slab_bytes());
    seeds_.push_back(other.seeds_[static_cast<std::size_t>(members[m])]);
  }
}

void Network::initialise(const StateLayout& before, const BuiltGraph& built) {
  const auto is_new = [&](std::size_t index) {
    return !before.find(layout_[index].path).has_value();
  };
  for (std::int64_t member = 0; member < state_.models(); ++member) {
    const std::uint64_t seed = seeds_[static_cast<std::size_t>(member)];
    state_.counter(layout_[*layout_.find("seed")], member) = seed;
    for (const layers::Declared::Weight& weight : built.declared.weights) {
      if (!is_new(weight.variable)) continue;
      const Variable& variable = layout_[weight.variable];
      weight.initializer.fill(state_.tensor(variable, member), variable.shape,
                              {seed, stream_of(variable.path)});
    }
    for (const auto& [index, value] : built.numbers) state_.number(layout_[index], member) = value;
  }
}

void Network::compile(const CompileOptions& options, Shape target_shape, std::int64_t batch) {
  executors_.clear();
  prediction_plans_.clear();
  options_ = std::make_unique<CompileOptions>(options);
  description_.options = options_.get();
  description_.target_shape = std::move(target_shape);
  // A new optimizer starts anew: the layout is rebuilt from the layers, weights and their
  // hyper-parameters are kept.
  const StateLayout old = layout_;
  StateLayout layers_only;
  const BuiltGraph layers =
      build({description_.layers, description_.input_shape}, layers_only, Mode::kPredict, 1);
  layout_ = layers_only;
  BuiltGraph built = build(description_, layout_, Mode::kTrain, batch);
  logs_ = built.logs;
  state_.grow(old, layout_);
  for (std::int64_t member = 0; member < state_.models(); ++member) {
    state_.counter(layout_[*layout_.find("step")], member) = 0;
    for (const auto& [index, value] : built.numbers) {
      const std::string& path = layout_[index].path;
      if (path.starts_with("optimizer/") || path.starts_with("loss/") || !old.find(path)) {
        state_.number(layout_[index], member) = value;
      }
    }
    for (const Variable& variable : layout_.variables()) {
      if (variable.role != Role::kSlot) continue;
      const auto slot = state_.tensor(variable, member);
      std::fill(slot.begin(), slot.end(), 0.0f);
    }
  }
}

void Network::set_target_shape(const Shape& target_shape, std::int64_t batch) {
  if (target_shape == description_.target_shape) return;
  Description description = description_;
  description.target_shape = target_shape;
  StateLayout layout = layout_;
  build(description, layout, Mode::kTest, batch);
  executors_.clear();
  description_.target_shape = target_shape;
}

std::shared_ptr<const runtime::Plan> Network::compile_plan(Mode mode, std::int64_t batch,
                                                           std::string* trace) {
  const std::size_t declared = layout_.variables().size();
  BuiltGraph built = build(description_, layout_, mode, batch);
  check_internal(layout_.variables().size() == declared,
                 "a plan declared a variable that the model does not have");
  if (mode != Mode::kPredict) logs_ = built.logs;
  compiler::CompileOptions options;
  options.advance = mode == Mode::kTrain ? static_cast<int>(*layout_.find("step")) : -1;
  options.trace = trace;
  return compiler::compile(*built.graph, options);
}

runtime::Executor& Network::executor(Mode mode, std::int64_t batch) {
  auto& slot = executors_[{mode, batch}];
  if (!slot)
    slot = std::make_unique<runtime::Executor>(compile_plan(mode, batch, nullptr), state_, *pool_);
  return *slot;
}

void Network::trim_plans() {
  if (executors_.size() > kMaxPlans) executors_.clear();
}

std::unique_ptr<runtime::Executor> Network::prediction_executor(std::int64_t batch,
                                                                runtime::ThreadPool& pool) const {
  std::shared_ptr<const runtime::Plan> plan;
  {
    const std::lock_guard lock(prediction_mutex_);
    if (prediction_plans_.size() >= kMaxPlans) prediction_plans_.clear();
    auto& known = prediction_plans_[batch];
    if (!known) {
      StateLayout layout = layout_;  // building looks variables up; it declares none
      const BuiltGraph built = build(description_, layout, Mode::kPredict, batch);
      known = compiler::compile(*built.graph);
    }
    plan = known;
  }
  // A prediction plan only reads the state.
  return std::make_unique<runtime::Executor>(std::move(plan), const_cast<runtime::State&>(state_),
                                             pool);
}

void Network::set_pool(std::shared_ptr<runtime::ThreadPool> pool) {
  executors_.clear();
  pool_ = std::move(pool);
}

std::vector<float> Network::weights(std::int64_t member) const {
  std::vector<float> flat;
  for (const Variable& variable : layout_.variables()) {
    if (!is_weight(variable)) continue;
    const auto values = state_.tensor(variable, member);
    flat.insert(flat.end(), values.begin(), values.end());
  }
  return flat;
}

void Network::set_weights(std::int64_t member, std::span<const float> weights) {
  for (const Variable& variable : layout_.variables()) {
    if (!is_weight(variable)) continue;
    const auto values = state_.tensor(variable, member);
    check_internal(weights.size() >= values.size(), "set_weights with too few values");
    std::copy_n(weights.begin(), values.size(), values.begin());
    weights = weights.subspan(values.size());
  }
}

const Variable& Network::hyper_variable(std::string_view path) const {
  const auto index = layout_.find(path);
  if (!index || layout_[*index].role != Role::kHyper) {
    const std::vector<std::string> paths = hyper_paths();
    throw_unknown_name("hyper-parameter", path,
                       std::vector<std::string_view>(paths.begin(), paths.end()));
  }
  return layout_[*index];
}

double Network::hyper(std::string_view path, std::int64_t member) const {
  return state_.number(hyper_variable(path), member);
}

void Network::set_hyper(std::string_view path, std::int64_t member, double value) {
  const Variable& variable = hyper_variable(path);
  check_number("hyper-parameter", path, value, variable.range, false);
  state_.number(variable, member) = value;
}

std::vector<std::string> Network::hyper_paths() const {
  std::vector<std::string> paths;
  for (const Variable& variable : layout_.variables()) {
    if (variable.role == Role::kHyper) paths.push_back(variable.path);
  }
  return paths;
}

std::string Network::trace(Mode mode, std::int64_t batch) {
  std::string text;
  compile_plan(mode, batch, &text);
  return text;
}

}  // namespace occam::models
