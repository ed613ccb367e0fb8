#include "occam/ops/scope.h"

#include "occam/ops/variable.h"

namespace occam::ops {

std::string Scope::path_of(std::string_view name) const {
  return path_.empty() ? std::string(name) : path_ + "/" + std::string(name);
}

graph::Value Scope::hyper(std::string_view name, const Hyper& value, const Range& range) const {
  const std::string path = path_of(name);
  const bool known = graph_->layout().find(path).has_value();
  const graph::Value result = variable(*graph_, path, {}, runtime::Role::kHyper, range);
  if (!known) (*numbers_)[result.node().attributes.variable] = value.value();
  return result;
}

}  // namespace occam::ops
