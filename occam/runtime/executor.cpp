#include "occam/runtime/executor.h"

#include <algorithm>

#include "occam/runtime/memory_budget.h"

namespace occam::runtime {

Executor::Executor(std::shared_ptr<const Plan> plan, State& state, ThreadPool& pool)
    : plan_(std::move(plan)), state_(state), pool_(pool) {
  const int threads = pool_.threads();
  members_in_parallel_ = threads > 1 && state_.models() >= threads;
  calls_in_parallel_ = threads > 1 && !members_in_parallel_ &&
                       std::any_of(plan_->calls.begin(), plan_->calls.end(),
                                   [](const Call& c) { return c.parallel; });
  const std::int64_t lanes = members_in_parallel_ ? threads : 1;
  check_memory("a training or prediction step",
               lanes * static_cast<std::int64_t>(plan_->workspace_bytes) +
                   static_cast<std::int64_t>(plan_->batch_bytes));
  lanes_.resize(members_in_parallel_ ? static_cast<std::size_t>(threads) : 1);
  batch_.resize(plan_->batch_bytes);
  for (Lane& lane : lanes_) {
    lane.workspace.resize(plan_->workspace_bytes);
    lane.pointers.resize(plan_->operands.size());
  }
  scratch_.resize(members_in_parallel_ || calls_in_parallel_ ? static_cast<std::size_t>(threads)
                                                             : 1);
  for (Bytes& scratch : scratch_) scratch.resize(plan_->scratch_bytes);
  for (std::size_t i = 0; i < plan_->operands.size(); ++i) {
    if (plan_->operands[i].region == Region::kState) state_operands_.push_back(i);
  }
  for (Lane& lane : lanes_) {
    for (std::size_t i = 0; i < plan_->operands.size(); ++i) {
      const Operand& operand = plan_->operands[i];
      if (operand.region == Region::kBatch) lane.pointers[i] = batch_.data() + operand.offset;
      if (operand.region == Region::kWorkspace)
        lane.pointers[i] = lane.workspace.data() + operand.offset;
    }
  }
}

void Executor::bind(Lane& lane, int model) {
  if (lane.bound_model == model) return;
  std::byte* const slab = state_.slab(model);
  for (const std::size_t i : state_operands_) lane.pointers[i] = slab + plan_->operands[i].offset;
  lane.bound_model = model;
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
    call.kernel(call.arguments.get(), operands, 0, call.items, scratch_[0].data());
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
        const Job& j = *static_cast<Job*>(context);
        j.call->kernel(j.call->arguments.get(), j.operands, begin, end,
                       j.executor->scratch_[static_cast<std::size_t>(worker)].data());
      },
      &job);
}

void Executor::run_calls_shared(const Lane& lane) noexcept {
  for (const Call& call : plan_->calls) run_call_shared(call, lane);
}

void Executor::run(std::span<const int> active) noexcept {
  if (members_in_parallel_ && active.size() > 1) {
    active_ = active;
    pool_.parallel_for(
        static_cast<std::int64_t>(active.size()),
        [](void* context, std::int64_t begin, std::int64_t end, int worker) {
          Executor& self = *static_cast<Executor*>(context);
          const auto w = static_cast<std::size_t>(worker);
          for (std::int64_t i = begin; i < end; ++i) {
            self.bind(self.lanes_[w], self.active_[static_cast<std::size_t>(i)]);
            self.run_calls(self.lanes_[w], self.scratch_[w].data());
          }
        },
        this);
    return;
  }
  for (const int model : active) {
    bind(lanes_[0], model);
    if (calls_in_parallel_) {
      run_calls_shared(lanes_[0]);
    } else {
      run_calls(lanes_[0], scratch_[0].data());
    }
  }
}

std::span<float> Executor::input(const PlanValue& value) {
  return {reinterpret_cast<float*>(batch_.data() + value.operand.offset),
          static_cast<std::size_t>(value.shape.size())};
}

const std::byte* Executor::memory_of(const Operand& operand) const {
  const Lane& lane = lanes_[0];
  switch (operand.region) {
    case Region::kBatch:
      return batch_.data() + operand.offset;
    case Region::kState:
      return state_.slab(lane.bound_model < 0 ? 0 : lane.bound_model) + operand.offset;
    case Region::kWorkspace:
      break;
  }
  return lane.workspace.data() + operand.offset;
}

std::span<const float> Executor::tensor(const PlanValue& value) const {
  return {reinterpret_cast<const float*>(memory_of(value.operand)),
          static_cast<std::size_t>(value.shape.size())};
}

double Executor::number(const PlanValue& value) const {
  return *reinterpret_cast<const double*>(memory_of(value.operand));
}

std::size_t Executor::memory_bytes() const {
  return batch_.size() + lanes_.size() * plan_->workspace_bytes +
         scratch_.size() * plan_->scratch_bytes;
}

}  // namespace occam::runtime
