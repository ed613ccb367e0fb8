#include "occam/runtime/plan.h"

#include <fmt/format.h>

namespace occam::runtime {
namespace {

const PlanValue* find_named(const std::vector<PlanValue>& values, const std::string& name) {
  for (const PlanValue& value : values) {
    if (value.name == name) return &value;
  }
  return nullptr;
}

}  // namespace

const PlanValue* Plan::output(const std::string& name) const { return find_named(outputs, name); }
const PlanValue* Plan::input(const std::string& name) const { return find_named(inputs, name); }

double Plan::operations() const {
  double total = 0;
  for (const Call& call : calls) total += call.operations;
  return total;
}

std::string to_text(const Plan& plan) {
  std::string text = fmt::format(
      "plan: {} calls, workspace {} B, batch {} B, scratch {} B per worker, {:.3g} operations\n",
      plan.calls.size(), plan.workspace_bytes, plan.batch_bytes, plan.scratch_bytes,
      plan.operations());
  constexpr char kRegion[] = {'b', 's', 'w'};
  for (std::size_t i = 0; i < plan.calls.size(); ++i) {
    const Call& call = plan.calls[i];
    text += fmt::format("  {:3} {}  items={}{} [", i, call.label, call.items,
                        call.parallel ? " parallel" : "");
    for (std::size_t k = 0; k < call.operand_count; ++k) {
      const Operand& operand = plan.operands[call.first_operand + k];
      text += fmt::format("{}{}+{}", k > 0 ? " " : "", kRegion[static_cast<int>(operand.region)],
                          operand.offset);
    }
    text += "]\n";
  }
  return text;
}

}  // namespace occam::runtime
