#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "occam/base/array.h"
#include "occam/runtime/plan.h"
#include "occam/runtime/state.h"
#include "occam/runtime/thread_pool.h"

namespace occam::runtime {

/// Runs a plan: a step is a loop over its calls with addresses worked out beforehand.
///
/// The members of a stack are a loop outside every call (decision 3): each member in the active
/// list runs the whole plan on its own slab. With more members than threads, members are shared
/// out; otherwise the items of large calls are. Both give the same bits.
class Executor {
 public:
  /// `state` and `pool` must outlive the executor; `state` must not move its slabs.
  Executor(std::shared_ptr<const Plan> plan, State& state, ThreadPool& pool);

  /// One step of every member in `active`. Allocates nothing.
  void run(std::span<const int> active) noexcept;

  /// The shared memory of a named input: float32 elements.
  std::span<float> input(const PlanValue& value);
  /// A named result of the last run. REQUIRES: one active member, or a value in kState.
  std::span<const float> tensor(const PlanValue& value) const;
  double number(const PlanValue& value) const;

  const Plan& plan() const { return *plan_; }
  std::size_t memory_bytes() const;

 private:
  struct Lane {  ///< what one member in flight needs
    Bytes workspace;
    std::vector<std::byte*> pointers;
    int bound_model = -1;
  };

  const std::byte* memory_of(const Operand& operand) const;
  void bind(Lane& lane, int model);
  void run_calls(const Lane& lane, std::byte* scratch) noexcept;
  void run_calls_shared(const Lane& lane) noexcept;
  void run_call_shared(const Call& call, const Lane& lane) noexcept;

  std::shared_ptr<const Plan> plan_;
  State& state_;
  ThreadPool& pool_;
  Bytes batch_;
  std::vector<Lane> lanes_;
  std::vector<Bytes> scratch_;               ///< one a worker
  std::vector<std::size_t> state_operands_;  ///< operands that move with the member
  std::span<const int> active_;
  bool members_in_parallel_ = false;
  bool calls_in_parallel_ = false;
};

}  // namespace occam::runtime
