#include "occam/models/plan_memory.h"

#include <algorithm>
#include <set>

#include "occam/base/byte_text.h"
#include "occam/base/errors.h"
#include "occam/callbacks/zero_counts.h"
#include "occam/runtime/memory_budget.h"
#include "occam/training/fit_plans.h"

namespace occam::models {
namespace {

/// A bit for each weight that a penalty may set to 0: what History compares an epoch's zeros with.
std::int64_t zero_pattern_bytes(const Blueprint& blueprint) {
  std::int64_t numbers = 0;
  for (const layers::Declared::Weight& weight : blueprint.weights()) {
    if (weight.becomes_sparse()) numbers += blueprint.layout()[weight.variable].shape.size();
  }
  return callbacks::pattern_words(numbers) * static_cast<std::int64_t>(sizeof(std::int64_t));
}

}  // namespace

FitMemory plan_memory(const Holding& model, const Blueprint& blueprint,
                      std::span<const FitCounts> counts, const FitOptions& options) {
  const auto batches = counts.size() > 1 ? runtime::Batches::kOwn : runtime::Batches::kShared;
  std::set<training::PlanKey> plans;
  FitMemory memory;
  std::int64_t most_rows = 0;
  for (const auto& [train, validation, adapting] : counts) {
    const auto own = training::plans_of_fit(blueprint.layout(), train, validation, options);
    plans.insert(own.begin(), own.end());
    // The trainer shuffles a copy of the training rows' numbers.
    memory.order +=
        static_cast<std::int64_t>(sizeof(std::int64_t)) * (2 * train.rows + validation.rows);
    if (options.calibrated_loss) {  // logits, and targets of at most as many numbers, of one member
      const Shape& output = blueprint.output_shape(0);
      memory.order += static_cast<std::int64_t>(2 * sizeof(float)) * validation.rows *
                      (output.is_known() ? output.size() : output.back());
    }
    most_rows = std::max(most_rows, adapting);
  }
  memory.state =
      checked_mul(static_cast<std::int64_t>(blueprint.layout().slab_bytes()), model.members);
  for (const training::PlanKey& key : plans) {
    const runtime::StepMemory step =
        runtime::step_memory(*blueprint.plan(key), model.members, model.threads, batches);
    memory.batches += step.batch;
    memory.workspace += step.workspace;
    memory.scratch += step.scratch;
  }
  if (!model.adapted && blueprint.adapts()) {
    const training::PlanKey key{training::Mode::kAdapt, training::adapting_rows(most_rows)};
    memory.adaptation =
        runtime::step_memory(*blueprint.plan(key), model.members, model.threads).total() +
        static_cast<std::int64_t>(sizeof(std::int64_t)) * 2 * most_rows;
  }
  memory.callbacks = zero_pattern_bytes(blueprint) * model.members;
  for (const callbacks::Callback& callback : options.callbacks)
    memory.callbacks += callback.weight_copies() * blueprint.weight_bytes() * model.members;
  if (model.slab_bytes > 0 && model.slab_bytes != memory.state) memory.moved = model.slab_bytes;
  return memory;
}

void check_available(const FitMemory& memory, std::int64_t held) {
  const auto available = runtime::available_if_less_than(memory.total() - held);
  if (!available) return;
  throw OutOfMemory("fit: not enough memory. Expected a fit that needs at most the available " +
                    byte_text(*available) +
                    (held > 0 ? " beside the " + byte_text(held) + " that the model has" : "") +
                    ". Received: one that needs " + to_text(memory) +
                    ". Fewer units, a smaller batch or a smaller stack need less");
}

}  // namespace occam::models
