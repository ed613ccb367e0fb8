#include "occam/optimizers/optimizer.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/variable.h"

namespace occam {

graph::Value UpdateScope::step() const {
  return ops::variable(graph(), "step", {}, runtime::Role::kCounter) + 1.0;
}

graph::Value UpdateScope::slot(std::string_view name, const graph::Value& weight) const {
  const std::string& path = graph().variable_of(weight).path;
  return ops::variable(graph(), path_of(path + "/" + std::string(name)), weight.shape(),
                       runtime::Role::kSlot);
}

}  // namespace occam
