#include "occam/runtime/executor.h"

#include <algorithm>

#include "occam/base/round_up_64.h"
#include "occam/runtime/flush_subnormals.h"
#include "occam/runtime/memory_budget.h"

namespace occam::runtime {

namespace {

/// How an executor shares its work out.
struct Sharing {
  bool members = false;  ///< each member runs on one thread
  bool calls = false;    ///< the items of large calls are shared
  std::size_t lanes = 1, workers = 1;
  std::int64_t batches = 1;  ///< a member's steps at a time
  std::size_t held = 1;      ///< batches of all members
};

Sharing sharing_of(const Plan& plan, std::int64_t models, int threads, Batches owner) {
  Sharing sharing;
  sharing.members = threads > 1 && models >= threads;
  sharing.calls =
      threads > 1 && !sharing.members &&
      std::any_of(plan.calls.begin(), plan.calls.end(), [](const Call& c) { return c.parallel; });
  // Few enough to stay in the cache beside a member's weights.
  constexpr std::size_t kMostBatches = 8, kBatchBytes = 256 << 10;
  if (models > 1 && plan.batch_bytes > 0) {
    sharing.batches = static_cast<std::int64_t>(
        std::clamp(kBatchBytes / plan.batch_bytes, std::size_t{1}, kMostBatches));
  }
  sharing.held = static_cast<std::size_t>(sharing.batches);
  if (owner == Batches::kOwn) sharing.held *= static_cast<std::size_t>(models);
  if (sharing.members) sharing.lanes = static_cast<std::size_t>(threads);
  if (sharing.members || sharing.calls) sharing.workers = static_cast<std::size_t>(threads);
  return sharing;
}

}  // namespace

StepMemory step_memory(const Plan& plan, std::int64_t models, int threads, Batches batches) {
  const Sharing sharing = sharing_of(plan, models, threads, batches);
  // More than any machine has: sums of it do not overflow.
  constexpr std::size_t kMost = std::size_t{1} << 56;
  const auto times = [](std::size_t count, std::size_t bytes) {
    return static_cast<std::int64_t>(bytes > kMost / count ? kMost : count * bytes);
  };
  return {times(sharing.held, plan.batch_bytes),
          times(sharing.lanes, round_up_64(plan.workspace_bytes)),
          times(sharing.workers, round_up_64(plan.scratch_bytes))};
}

Executor::Executor(std::shared_ptr<const Plan> plan, State& state, ThreadPool& pool,
                   Batches batches)
    : plan_(std::move(plan)), state_(state), pool_(pool), owner_(batches) {
  const Sharing sharing = sharing_of(*plan_, state_.models(), pool_.threads(), owner_);
  members_in_parallel_ = sharing.members;
  calls_in_parallel_ = sharing.calls;
  batches_ = sharing.batches;
  const StepMemory needed = memory();
  take_memory("a training or prediction step", needed.total(), advice_for(true, state_.models()),
              [&] {
                memory_.resize(static_cast<std::size_t>(needed.total()));
                lanes_.resize(sharing.lanes);
                for (Lane& lane : lanes_) lane.pointers.resize(plan_->operands.size());
                scratch_.resize(sharing.workers);
                borrowed_.resize(plan_->inputs.size());
              });
  std::byte* free = memory_.data();
  for (Lane& lane : lanes_) {
    lane.workspace = free;
    free += round_up_64(plan_->workspace_bytes);
  }
  for (std::byte*& scratch : scratch_) {
    scratch = free;
    free += round_up_64(plan_->scratch_bytes);
  }
  batch_ = free;
  for (std::size_t i = 0; i < plan_->operands.size(); ++i) {
    if (plan_->operands[i].region == Region::kState) state_operands_.push_back(i);
    if (plan_->operands[i].region == Region::kBatch) batch_operands_.push_back(i);
  }
  for (Lane& lane : lanes_) {
    for (std::size_t i = 0; i < plan_->operands.size(); ++i) {
      const Operand& operand = plan_->operands[i];
      if (operand.region == Region::kBatch) lane.pointers[i] = batch_ + operand.offset;
      if (operand.region == Region::kWorkspace) lane.pointers[i] = lane.workspace + operand.offset;
    }
  }
}

void Executor::bind(Lane& lane, int model) {
  if (lane.bound_model == model) return;
  std::byte* const slab = state_.slab(model);
  for (const std::size_t i : state_operands_) lane.pointers[i] = slab + plan_->operands[i].offset;
  lane.bound_model = model;
}

void Executor::bind_batch(Lane& lane, std::int64_t batch) {
  if (lane.bound_batch == batch) return;
  std::byte* const first = batch_ + static_cast<std::size_t>(batch) * plan_->batch_bytes;
  for (const std::size_t i : batch_operands_) lane.pointers[i] = first + plan_->operands[i].offset;
  lane.bound_batch = batch;
}

void Executor::borrow(std::size_t input, const float* rows) noexcept {
  if (borrowed_[input] == rows) return;
  borrowed_[input] = rows;
  for (const std::size_t i : batch_operands_)
    lanes_[0].pointers[i] = first_batch_memory(plan_->operands[i].offset);
}

std::byte* Executor::first_batch_memory(std::size_t offset) const {
  for (std::size_t k = 0; k < borrowed_.size(); ++k) {
    if (borrowed_[k] == nullptr) continue;
    const PlanValue& input = plan_->inputs[k];
    const std::size_t begin = input.operand.offset;
    const std::size_t bytes = static_cast<std::size_t>(input.shape.size()) * sizeof(float);
    if (offset < begin || offset >= begin + bytes) continue;
    // A plan does not write its inputs.
    auto* const rows = reinterpret_cast<std::byte*>(const_cast<float*>(borrowed_[k]));
    return rows + (offset - begin);
  }
  return batch_ + offset;
}

void Executor::run_calls(const Lane& lane, std::byte* scratch) noexcept {
  for (const Call& call : plan_->calls) {
    call.kernel(call.arguments.get(), lane.pointers.data() + call.first_operand, 0, call.items,
                scratch);
  }
}

void Executor::run_call_shared(const Call& call, const Lane& lane) noexcept {
  std::byte* const* operands = lane.pointers.data() + call.first_operand;
  if (!call.parallel) {
    call.kernel(call.arguments.get(), operands, 0, call.items, scratch_[0]);
    return;
  }
  struct Job {
    Executor* executor;
    const Call* call;
    std::byte* const* operands;
  } job{this, &call, operands};
  pool_.parallel_for(
      call.items,
      [](void* context, std::int64_t begin, std::int64_t end, int worker) {
        const FlushSubnormals flush;
        const Job& j = *static_cast<Job*>(context);
        j.call->kernel(j.call->arguments.get(), j.operands, begin, end,
                       j.executor->scratch_[static_cast<std::size_t>(worker)]);
      },
      &job);
}

void Executor::run_calls_shared(const Lane& lane) noexcept {
  for (const Call& call : plan_->calls) run_call_shared(call, lane);
}

void Executor::run_steps(Lane& lane, int model, std::byte* scratch) noexcept {
  const FlushSubnormals flush;
  bind(lane, model);
  for (std::int64_t batch = 0; batch < active_batches_; ++batch) {
    bind_batch(lane, first_batch(model) + batch);
    if (calls_in_parallel_) {
      run_calls_shared(lane);
    } else {
      run_calls(lane, scratch);
    }
  }
}

void Executor::run(std::span<const int> active, std::int64_t batches) noexcept {
  active_batches_ = batches;
  if (members_in_parallel_ && active.size() > 1) {
    active_ = active;
    pool_.parallel_for(
        static_cast<std::int64_t>(active.size()),
        [](void* context, std::int64_t begin, std::int64_t end, int worker) {
          Executor& self = *static_cast<Executor*>(context);
          const auto w = static_cast<std::size_t>(worker);
          for (std::int64_t i = begin; i < end; ++i) {
            self.run_steps(self.lanes_[w], self.active_[static_cast<std::size_t>(i)],
                           self.scratch_[w]);
          }
        },
        this);
    return;
  }
  for (const int model : active) run_steps(lanes_[0], model, scratch_[0]);
}

std::span<float> Executor::input(const PlanValue& value, std::int64_t batch) {
  const std::size_t begin = static_cast<std::size_t>(batch) * plan_->batch_bytes;
  return {reinterpret_cast<float*>(batch_ + begin + value.operand.offset),
          static_cast<std::size_t>(value.shape.size())};
}

const std::byte* Executor::memory_of(const Operand& operand) const {
  const Lane& lane = lanes_[0];
  switch (operand.region) {
    case Region::kBatch:
      return first_batch_memory(operand.offset);
    case Region::kState:
      return state_.slab(lane.bound_model < 0 ? 0 : lane.bound_model) + operand.offset;
    case Region::kWorkspace:
      break;
  }
  return lane.workspace + operand.offset;
}

std::span<const float> Executor::tensor(const PlanValue& value) const {
  return {reinterpret_cast<const float*>(memory_of(value.operand)),
          static_cast<std::size_t>(value.shape.size())};
}

double Executor::number(const PlanValue& value) const {
  return *reinterpret_cast<const double*>(memory_of(value.operand));
}

StepMemory Executor::memory() const {
  return step_memory(*plan_, state_.models(), pool_.threads(), owner_);
}

}  // namespace occam::runtime
