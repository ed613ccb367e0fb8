#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "occam/base/array.h"
#include "occam/runtime/plan.h"
#include "occam/runtime/state.h"
#include "occam/runtime/thread_pool.h"

namespace occam::runtime {

/// Bytes of the buffers that an executor allocates.
struct StepMemory {
  std::int64_t batch = 0;      ///< inputs and targets
  std::int64_t workspace = 0;  ///< values of one step, for every member in flight
  std::int64_t scratch = 0;    ///< for every worker

  std::int64_t total() const { return batch + workspace + scratch; }
};

/// Whose the batches of an executor are.
enum class Batches : std::uint8_t {
  kShared,  ///< all members see the same samples
  kOwn,     ///< each member has its own
};

/// What an executor of `plan` for so many members and threads will allocate.
StepMemory step_memory(const Plan& plan, std::int64_t models, int threads,
                       Batches batches = Batches::kShared);

/// Runs a plan: a step is a loop over its calls with addresses worked out beforehand.
///
/// The members of a stack are a loop outside every call (docs/decisions/0008): each member in the
/// active list runs the whole plan on its own slab. With more members than threads, members are
/// shared out; otherwise the items of large calls are. Both give the same bits. A stack's executor
/// holds several batches, and a member does a step on each before the next member's turn: its
/// weights then come from memory once for all of them. The members see the same batches, or each
/// its own.
class Executor {
 public:
  /// `state` and `pool` must outlive the executor; `state` must not move its slabs.
  Executor(std::shared_ptr<const Plan> plan, State& state, ThreadPool& pool,
           Batches batches = Batches::kShared);

  /// How many batches it holds, or with kOwn holds of each member; 1 for a single member.
  std::int64_t batches() const { return batches_; }
  /// Place of a member's batch 0 among all batches; the others follow it.
  std::int64_t first_batch(int model) const {
    return owner_ == Batches::kOwn ? model * batches_ : 0;
  }

  /// A step on each of the first `batches` batches, for every member in `active`. Allocates
  /// nothing.
  void run(std::span<const int> active, std::int64_t batches = 1) noexcept;

  /// Can it read inputs where others keep them? Not where it holds several batches, or several
  /// members are in flight.
  bool can_borrow() const {
    return lanes_.size() == 1 && batches_ == 1 &&
           (owner_ == Batches::kShared || state_.models() == 1) && !plan_->inputs.empty();
  }
  /// From now on the plan's input of this index is read at `rows`, which must hold a batch, instead
  /// of in the memory that input() gives; null: there again. REQUIRES: can_borrow().
  void borrow(std::size_t input, const float* rows) noexcept;

  /// The memory of a named input in the batch at this place: float32 elements.
  std::span<float> input(const PlanValue& value, std::int64_t batch = 0);
  /// A named result of the last run. REQUIRES: one active member, or a value in kState.
  std::span<const float> tensor(const PlanValue& value) const;
  double number(const PlanValue& value) const;

  const Plan& plan() const { return *plan_; }
  StepMemory memory() const;

 private:
  struct Lane {  ///< what one member in flight needs
    std::byte* workspace = nullptr;
    std::vector<std::byte*> pointers;
    int bound_model = -1;
    std::int64_t bound_batch = 0;
  };

  std::byte* first_batch_memory(std::size_t offset) const;
  const std::byte* memory_of(const Operand& operand) const;
  void bind(Lane& lane, int model);
  void bind_batch(Lane& lane, std::int64_t batch);
  void run_steps(Lane& lane, int model, std::byte* scratch) noexcept;
  void run_calls(const Lane& lane, std::byte* scratch) noexcept;
  void run_calls_shared(const Lane& lane) noexcept;
  void run_call_shared(const Call& call, const Lane& lane) noexcept;

  std::shared_ptr<const Plan> plan_;
  State& state_;
  ThreadPool& pool_;
  LastingBytes memory_;  ///< of workspaces, scratch and batches: one piece, for huge pages
  std::vector<Lane> lanes_;
  std::vector<std::byte*> scratch_;  ///< one a worker
  std::byte* batch_ = nullptr;
  std::vector<std::size_t> state_operands_;  ///< operands that move with the member
  std::vector<std::size_t> batch_operands_;  ///< operands that move with the batch
  std::vector<const float*> borrowed_;       ///< by input; null: not borrowed
  Batches owner_ = Batches::kShared;
  std::int64_t batches_ = 1;
  std::span<const int> active_;      ///< of the present run
  std::int64_t active_batches_ = 1;  ///< of the present run
  bool members_in_parallel_ = false;
  bool calls_in_parallel_ = false;
};

}  // namespace occam::runtime
