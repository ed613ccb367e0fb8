#include "occam/optimizers/update.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/floor.h"
#include "occam/ops/variable.h"

namespace occam {

using graph::Value;

Value UpdateScope::step() const {
  if (batches_ == 1) return steps_taken() + 1.0;
  return ops::floor(steps_taken() / static_cast<double>(batches_)) + 1.0;
}

Value UpdateScope::slot(std::string_view name, double initial) const {
  return slot(name, variable().shape(), initial);
}

Value UpdateScope::slot(std::string_view name, const Shape& shape, double initial) const {
  return memory(name, shape, runtime::Role::kSlot, initial);
}

Value UpdateScope::average(bool with_statistics) const {
  if (with_statistics) {
    graph().layout().declare(std::string(kMeansNeedStatistics), {}, runtime::VariableType::kFloat64,
                             runtime::Role::kAccumulator);
  }
  return memory("average", variable().shape(), runtime::Role::kAverage, 0);
}

Value UpdateScope::for_this_weight(const Value& rate) const {
  const Value& factor = trained_.learning_rate_factor;
  return factor ? rate * factor : rate;
}

Value UpdateScope::proximal(const Value& point, const Value& step) const {
  if (!has_proximal()) return point;
  took_proximal_ = true;
  return trained_.regularizer.proximal_point(at(weight_path() + "_regularizer"), point, step);
}

Value UpdateScope::memory(std::string_view name, const Shape& shape, runtime::Role role,
                          double initial) const {
  return ops::variable(graph(), graph().layout().declare_memory(
                                    path_of(weight_path() + "/" + std::string(name)), shape, role,
                                    variable().node().attributes.variable, initial));
}

}  // namespace occam
