#include "occam/models/network.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <deque>
#include <numeric>
#include <utility>

#include "occam/base/fields.h"
#include "occam/base/random.h"
#include "occam/data/split.h"
#include "occam/models/scheduled_hyper.h"
#include "occam/regularizers/target_sparsity.h"
#include "occam/training/single_batch.h"

namespace occam::models {
namespace {

using runtime::Role;
using runtime::StateLayout;
using runtime::Variable;
using training::Mode;

/// Says while it lives that callbacks may be running.
struct Running {
  explicit Running(bool& running) : flag(running) { flag = true; }
  ~Running() { flag = false; }
  bool& flag;
};

bool is_weight(const Variable& variable) {
  return variable.role == Role::kTrainable || variable.role == Role::kStatistic;
}

}  // namespace

Network::Network(std::shared_ptr<const Blueprint> blueprint, std::vector<std::uint64_t> seeds,
                 std::uint64_t data_seed, std::shared_ptr<runtime::ThreadPool> pool,
                 Weights weights)
    : blueprint_(std::move(blueprint)),
      state_(layout(), static_cast<std::int64_t>(seeds.size())),
      seeds_(std::move(seeds)),
      data_seeds_(seeds_.size(), data_seed),
      epochs_trained_(seeds_.size()),
      pool_(std::move(pool)) {
  for (std::int64_t member = 0; member < state_.models(); ++member) {
    const std::uint64_t seed = seeds_[static_cast<std::size_t>(member)];
    state_.counter(layout()[*layout().find("seed")], member) = seed;
    for (const layers::Constant& constant : blueprint_->constants()) {
      const auto values = constant.values.data<float>();
      std::copy(values.begin(), values.end(),
                state_.tensor(layout()[constant.variable], member).begin());
    }
    for (const layers::Declared::Weight& weight : weight_list()) {
      if (weights == Weights::kZero) break;
      const Variable& variable = layout()[weight.variable];
      weight.initializer.fill(state_.tensor(variable, member), variable.shape,
                              {seed, stream_of(variable.path)});
    }
    for (const auto& [index, value] : blueprint_->numbers())
      state_.number(layout()[index], member) = value;
  }
  start_optimizer();
}

Network::Network(const Network& other, const std::vector<int>& members)
    : Network(other, members, other.blueprint_) {}

Network::Network(const Network& other, const std::vector<int>& members,
                 std::shared_ptr<const Blueprint> blueprint)
    : blueprint_(std::move(blueprint)),
      state_(other.state_, other.layout(), members, layout()),
      adapted_(other.adapted_),
      pool_(other.pool_) {
  for (const int member : members) {
    const auto index = static_cast<std::size_t>(member);
    seeds_.push_back(other.seeds_[index]);
    data_seeds_.push_back(other.data_seeds_[index]);
    epochs_trained_.push_back(other.epochs_trained_[index]);
  }
}

Network::Network(std::span<const Network* const> networks)
    : blueprint_(networks[0]->blueprint_),
      adapted_(networks[0]->adapted_),
      pool_(networks[0]->pool_) {
  std::int64_t members = 0;
  for (const Network* each : networks) members += each->state_.models();
  state_ = runtime::State(layout(), members);
  std::int64_t next = 0;
  for (const Network* each : networks) {
    check_internal(each->state_.slab_bytes() == state_.slab_bytes(), "networks of two layouts");
    for (std::int64_t m = 0; m < each->state_.models(); ++m, ++next)
      std::copy_n(each->state_.slab(m), state_.slab_bytes(), state_.slab(next));
    const auto add = [](auto& to, const auto& from) {
      to.insert(to.end(), from.begin(), from.end());
    };
    add(seeds_, each->seeds_);
    add(data_seeds_, each->data_seeds_);
    add(epochs_trained_, each->epochs_trained_);
  }
}

void Network::start_optimizer() {
  kept_ = {};
  for (std::int64_t member = 0; member < state_.models(); ++member) {
    state_.counter(layout()[*layout().find("step")], member) = 0;
    for (const Variable& variable : layout().variables()) start_memory(variable, member);
  }
}

void Network::start_memory(const Variable& variable, std::int64_t member) {
  if (variable.role != Role::kSlot && variable.role != Role::kAverage) return;
  state_.fill(variable, member, variable.initial);
  const auto kept = kept_.memory.find(variable.path);
  if (kept == kept_.memory.end()) return;
  const std::vector<float>& values = kept->second[static_cast<std::size_t>(member)];
  const std::span<float> tensor = state_.tensor(variable, member);
  if (values.size() == tensor.size()) std::ranges::copy(values, tensor.begin());
}

void Network::continue_optimizer(const Network* of) {
  continues_.reset();
  if (of != nullptr && of->state_.models() == state_.models()) continues_ = of->kept();
}

Network::Kept Network::kept() const {
  Kept kept;
  for (std::int64_t member = 0; member < state_.models(); ++member) {
    kept.steps.push_back(state_.counter(layout()[*layout().find("step")], member));
    for (const Variable& variable : layout().variables()) {
      if (variable.role != Role::kSlot && variable.role != Role::kAverage) continue;
      const std::span<const float> tensor = state_.tensor(variable, member);
      kept.memory[variable.path].emplace_back(tensor.begin(), tensor.end());
    }
  }
  return kept;
}

void Network::adopt(std::shared_ptr<const Blueprint> blueprint) {
  if (blueprint == blueprint_) return;
  executors_.clear();
  const std::shared_ptr<const Blueprint> before = std::exchange(blueprint_, std::move(blueprint));
  const bool new_options = before->options() != blueprint_->options();
  std::optional<Kept> kept;
  if (new_options) std::swap(kept, continues_);
  // Targets of another shape change no variable.
  if (layout().slab_bytes() != before->layout().slab_bytes() ||
      layout().variables().size() != before->layout().variables().size() ||
      before->options() != blueprint_->options())
    state_.grow(before->layout(), layout());
  for (const auto& [index, value] : blueprint_->numbers()) {
    const bool of_the_options = index >= blueprint_->layer_variables();
    if (!(new_options && of_the_options) && before->layout().find(layout()[index].path)) continue;
    for (std::int64_t member = 0; member < state_.models(); ++member)
      state_.number(layout()[index], member) = value;
  }
  if (new_options) {
    start_optimizer();
    if (!kept) return;
    kept_ = *std::move(kept);
    for (std::int64_t member = 0; member < state_.models(); ++member) {
      state_.counter(layout()[*layout().find("step")], member) =
          kept_.steps[static_cast<std::size_t>(member)];
      for (const Variable& variable : layout().variables()) start_memory(variable, member);
    }
    return;
  }
  for (const Variable& variable : layout().variables()) {
    if (before->layout().find(variable.path)) continue;
    for (std::int64_t member = 0; member < state_.models(); ++member)
      start_memory(variable, member);
  }
}

runtime::Executor& Network::executor(training::PlanKey key) {
  if (any_sizes_) {
    constexpr std::ptrdiff_t kMost = 16;
    std::erase(recent_, key);
    recent_.push_back(key);
    // Of one mode: a step of training may wait for a validation.
    const auto same = [&](const training::PlanKey& other) { return other.mode == key.mode; };
    if (std::count_if(recent_.begin(), recent_.end(), same) > kMost) {
      const auto oldest = std::find_if(recent_.begin(), recent_.end(), same);
      executors_.erase(*oldest);
      recent_.erase(oldest);
    }
  }
  auto& slot = executors_[key];
  if (!slot)
    slot = std::make_unique<runtime::Executor>(blueprint_->plan(key), state_, *pool_, batches_);
  return *slot;
}

void Network::use_batches(runtime::Batches batches) {
  if (std::exchange(batches_, batches) != batches) executors_.clear();
}

void Network::keep_executors(std::span<const training::PlanKey> keys) {
  std::erase_if(executors_, [&](const auto& entry) {
    return std::find(keys.begin(), keys.end(), entry.first) == keys.end();
  });
  recent_.clear();
}

void Network::adapt(std::span<const training::Samples> train) {
  if (std::exchange(adapted_, true) || !blueprint_->adapts()) return;
  const int members = static_cast<int>(state_.models());
  const auto other_seed = [this](std::uint64_t seed) { return seed != data_seeds_[0]; };
  const bool one_sample =
      train.size() == 1 && std::none_of(data_seeds_.begin(), data_seeds_.end(), other_seed);
  if (one_sample) {
    adapt_members(train[0], 0, members);
    return;
  }
  for (int member = 0; member < members; ++member)
    adapt_members(training::samples_of(train, member), member, member + 1);
}

/// Members of one data seed: they adapt to the same rows.
void Network::adapt_members(const training::Samples& train, int begin, int end) {
  training::Samples sample = train;
  const std::uint64_t data_seed = data_seeds_[static_cast<std::size_t>(begin)];
  data::shuffle({data_seed, stream_of("data/adapt")}, 0, sample.rows);
  sample.rows.resize(static_cast<std::size_t>(training::adapting_rows(train.size())));
  runtime::Executor executor(blueprint_->plan({Mode::kAdapt, sample.size(), false, sample.form}),
                             state_, *pool_);
  training::BatchLoader(sample, executor, *pool_).load(0);
  for (int member = begin; member < end; ++member) {
    const std::uint64_t seed = seeds_[static_cast<std::size_t>(member)];
    // Each weight after those that its layer's result comes from.
    for (std::size_t i = 0; i < blueprint_->adapting_weights().size(); ++i) {
      const layers::Declared::Weight& weight = weight_list()[blueprint_->adapting_weights()[i]];
      const Variable& variable = layout()[weight.variable];
      executor.run({&member, 1});
      const runtime::PlanValue& response = *executor.plan().output(response_name(i));
      const std::int64_t units = response.shape.back();
      weight.initializer.adapt(state_.tensor(variable, member),
                               {executor.tensor(response), response.shape.size() / units, units},
                               {seed, stream_of(variable.path)});
    }
  }
}

std::vector<callbacks::History> Network::fit(training::TrainingData data, const FitOptions& options,
                                             FileForm form) {
  const std::size_t members = data.train.samples.size();
  use_batches(members > 1 ? runtime::Batches::kOwn : runtime::Batches::kShared);
  std::vector<training::PlanKey> keys;
  for (int m = 0; m < std::max(static_cast<int>(members), 1); ++m) {
    const auto own =
        training::plans_of_fit(layout(), data.train.count(m), data.validation.count(m), options);
    keys.insert(keys.end(), own.begin(), own.end());
  }
  keep_executors(keys);
  any_sizes_ = data.train.source || data.validation.source;
  const Running running(running_);
  const auto files = checkpoint_files(*this, std::move(form));
  if (options.initial_epoch < options.epochs && training::checkpoints_of(options).empty())
    adapt_to(data.train);
  return training::fit(*this, std::move(data), options, *files);
}

void Network::adapt_to(const training::BatchStream& train) {
  std::deque<Array> own;
  std::vector<training::Samples> first_rows;
  if (train.source && !adapted_ && blueprint_->adapts()) {
    constexpr std::int64_t kRows = 1024;
    first_rows.push_back(train.source->sample(kRows, own));
  }
  adapt(train.source ? first_rows : train.samples);
}

void Network::go_on_from(const training::Checkpoint& checkpoint) {
  for (std::int64_t member = 0; member < state_.models(); ++member) {
    const auto index = static_cast<std::size_t>(member);
    std::memcpy(state_.slab(member), checkpoint.values.slab(member), state_.slab_bytes());
    seeds_[index] = state_.counter(layout()[*layout().find("seed")], member);
    data_seeds_[index] = checkpoint.fit.members[index].data_seed;
    epochs_trained_[index] = checkpoint.fit.members[index].epochs_trained;
  }
  keep_weights();
}

std::vector<callbacks::Logs> Network::evaluate(const training::BatchStream& data,
                                               std::int64_t steps,
                                               const std::vector<callbacks::Callback>& callbacks) {
  use_batches(runtime::Batches::kShared);
  keep_executors(training::plans_of_evaluation(data.count(0)));
  any_sizes_ = data.source != nullptr;
  const Running running(running_);
  std::vector<int> members(static_cast<std::size_t>(state_.models()));
  std::iota(members.begin(), members.end(), 0);
  return training::evaluate(*this, data, steps, members, callbacks);
}

callbacks::Logs Network::run_batch(training::Mode mode, const training::Samples& samples) {
  const Running running(running_);
  use_batches(runtime::Batches::kShared);
  if (mode == Mode::kTrain) adapt({&samples, 1});
  return training::run_batch(*this, mode, samples);
}

void Network::check_idle(std::string_view where) const {
  if (!running_) return;
  throw InvalidArgument(
      std::string(where) +
      ": the model is being trained or evaluated. Expected a callback that does "
      "not train, evaluate or compile its own model: validation_data is evaluated every "
      "epoch, and predict may be called at any time");
}

std::int64_t Network::memory_bytes() const {
  std::int64_t bytes = state_.models() * static_cast<std::int64_t>(state_.slab_bytes());
  for (const auto& [key, executor] : executors_) {
    if (executor) bytes += executor->memory().total();
  }
  return bytes;
}

std::unique_ptr<runtime::Executor> Network::prediction_executor(
    std::int64_t batch, int form, runtime::ThreadPool& pool,
    std::optional<runtime::State>& drawn) const {
  std::shared_ptr<const runtime::Plan> plan =
      blueprint_->plan({Mode::kPredict, batch, false, form});
  const std::size_t seed = layout()[*layout().find("seed")].offset;
  const bool draws = std::ranges::any_of(plan->operands, [&](const runtime::Operand& operand) {
    return operand.region == runtime::Region::kState && operand.offset == seed;
  });
  if (draws && !drawn) {
    const int first = 0;
    drawn.emplace(state_, layout(), std::span(&first, 1), layout());
  }
  // Others only read the state.
  return std::make_unique<runtime::Executor>(
      std::move(plan), draws ? *drawn : const_cast<runtime::State&>(state_), pool);
}

void Network::draw_anew(runtime::State& drawn) const {
  const std::uint64_t draw = ++std::atomic_ref(draws_);
  drawn.counter(layout()[*layout().find("seed")]) = seeds_[0] + draw * 0x9E3779B97F4A7C15U;
}

void Network::set_pool(std::shared_ptr<runtime::ThreadPool> pool) {
  executors_.clear();
  pool_ = std::move(pool);
}

std::uint64_t Network::steps_taken(std::int64_t member) const {
  return *reinterpret_cast<const std::uint64_t*>(state_.slab(member) +
                                                 layout()[*layout().find("step")].offset);
}

std::vector<float> Network::weights(std::int64_t member) const {
  std::vector<float> flat;
  flat.reserve(static_cast<std::size_t>(blueprint_->weight_bytes()) / sizeof(float));
  for (const Variable& variable : layout().variables()) {
    if (!is_weight(variable)) continue;
    const auto values = state_.tensor(variable, member);
    flat.insert(flat.end(), values.begin(), values.end());
  }
  return flat;
}

void Network::visit_weights(std::int64_t member, const WeightVisitor& visit) const {
  for (const layers::Declared::Weight& weight : weight_list()) {
    const Variable& variable = layout()[weight.variable];
    visit(variable.path, state_.tensor(variable, member));
  }
}

void Network::visit_sparse_weights(std::int64_t member, const WeightVisitor& visit) const {
  for (const layers::Declared::Weight& weight : weight_list()) {
    if (!weight.becomes_sparse()) continue;
    const Variable& variable = layout()[weight.variable];
    visit(variable.path, state_.tensor(variable, member));
  }
}

void Network::adapt_penalties(std::int64_t member, std::int64_t steps) {
  if (steps == 0 && steps_taken(member) > 0) return;  // goes on where it was
  visit_sparse_weights(member, [&](std::string_view path, std::span<const float> values) {
    const std::string penalty = std::string(path) + "_regularizer/";
    if (!layout().find(penalty + "sparsity")) return;
    const double target = hyper(penalty + "sparsity", member);
    const auto zeros = std::count(values.begin(), values.end(), 0.0f);
    const double share = static_cast<double>(zeros) / static_cast<double>(values.size());
    const double factor = steps == 0 ? regularizers::kFirstFactor
                                     : regularizers::factor_towards(target, share, steps);
    for (const std::string& own : hyper_paths()) {
      if (own.starts_with(penalty) && own != penalty + "sparsity")
        set_hyper(own, member, hyper(own, member) * factor);
    }
  });
}

void Network::set_weights(std::int64_t member, std::span<const float> weights) {
  keep_weights();
  for (const Variable& variable : layout().variables()) {
    if (!is_weight(variable)) continue;
    const auto values = state_.tensor(variable, member);
    check_internal(weights.size() >= values.size(), "set_weights with too few values");
    std::copy_n(weights.begin(), values.size(), values.begin());
    weights = weights.subspan(values.size());
  }
}

const Variable& Network::hyper_variable(std::string_view path) const {
  const auto index = layout().find(path);
  if (!index || layout()[*index].role != Role::kHyper) {
    const std::vector<std::string> paths = hyper_paths();
    throw_unknown_name("hyper-parameter", path,
                       std::vector<std::string_view>(paths.begin(), paths.end()));
  }
  return layout()[*index];
}

double Network::hyper(std::string_view path, std::int64_t member) const {
  if (!layout().find(path)) {
    // A plan without assignments only reads the state.
    if (const Schedule schedule = schedule_at(blueprint_->description(), path)) {
      return scheduled_value(schedule, path, layout(), const_cast<runtime::State&>(state_),
                             static_cast<int>(member), *pool_);
    }
  }
  return state_.number(hyper_variable(path), member);
}

void Network::set_hyper(std::string_view path, std::int64_t member, double value) {
  if (!layout().find(path)) {
    if (const Schedule schedule = schedule_at(blueprint_->description(), path)) {
      std::string numbers;
      for (const std::string& own : hyper_paths()) {
        if (own.starts_with(std::string(path) + "/"))
          numbers += (numbers.empty() ? "" : ", ") + own;
      }
      throw InvalidArgument("hyper-parameter '" + std::string(path) +
                            "' was given as a schedule, " + std::string(schedule.type()) +
                            ", hence it is not settable. Expected a number where the model was "
                            "described" +
                            (numbers.empty() ? "" : ", or one of the schedule's: " + numbers));
    }
  }
  const Variable& variable = hyper_variable(path);
  check_number("hyper-parameter", path, value, variable.range, false);
  state_.number(variable, member) = value;
}

std::vector<std::string> Network::hyper_paths() const {
  std::vector<std::string> paths;
  for (const Variable& variable : layout().variables()) {
    if (variable.role == Role::kHyper) paths.push_back(variable.path);
  }
  return paths;
}

}  // namespace occam::models
