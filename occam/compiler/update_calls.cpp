#include "occam/compiler/update_calls.h"

namespace occam::compiler {
namespace {

using kernels::WeightUpdate;

void run(const void* arguments, std::byte* const* operands, std::int64_t begin, std::int64_t end,
         std::byte*) {
  kernels::weight_update_run(*static_cast<const WeightUpdate*>(arguments), operands, begin, end);
}

void finish(const void* arguments, std::byte* const* operands, std::int64_t, std::int64_t,
            std::byte*) {
  kernels::weight_update_finish(*static_cast<const WeightUpdate*>(arguments), operands);
}

/// Arithmetic operations an element.
int operations(const WeightUpdate& update) {
  static constexpr int kOfRule[] = {4, 6, 12};
  return kOfRule[update.rule] + 3 * update.has_l1() + 2 * update.has_l2() + 2 * update.sum_abs +
         2 * update.sum_square;
}

}  // namespace

UpdateCalls update_calls(const MatchedUpdate& update) {
  const auto kernel = std::make_shared<const WeightUpdate>(update.kernel);
  const double n = static_cast<double>(kernel->n);
  UpdateCalls calls;
  calls.run.kernel = run;
  calls.run.arguments = kernel;
  calls.run.items = kernel->items();
  calls.run.operations = n * operations(*kernel);
  calls.run.bytes = n * 4 * (3 + 2 * kernel->slots());  // w and slots are read and written
  calls.run.label = to_text(update);
  calls.finish.kernel = finish;
  calls.finish.arguments = kernel;
  calls.finish.label = "add partial sums";
  calls.partial_bytes = kernels::weight_update_partial_bytes(*kernel);
  return calls;
}

}  // namespace occam::compiler
