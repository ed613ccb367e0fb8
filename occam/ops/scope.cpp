#include "occam/ops/scope.h"

#include "occam/base/random.h"
#include "occam/ops/constant.h"
#include "occam/ops/fixed_scope.h"
#include "occam/ops/variable.h"

namespace occam::ops {

namespace {

/// No numbers: a scope with these has constants. Nothing is ever written into them.
Scope::Numbers& fixed_numbers() {
  static Scope::Numbers none;
  return none;
}

}  // namespace

Scope fixed_scope(graph::Graph& graph) { return Scope(graph, "fixed", fixed_numbers()); }

std::string Scope::path_of(std::string_view name) const {
  return path_.empty() ? std::string(name) : path_ + "/" + std::string(name);
}

graph::Value Scope::hyper(std::string_view name, const Hyper& value, const Range& range) const {
  if (!value.is_number()) return value.schedule().value(child(name), steps_taken());
  if (numbers_ == &fixed_numbers()) return constant(*graph_, value.value());
  const std::string path = path_of(name);
  const bool known = graph_->layout().find(path).has_value();
  const graph::Value result = variable(*graph_, path, {}, runtime::Role::kHyper, range);
  if (!known) (*numbers_)[result.node().attributes.variable] = value.value();
  return result;
}

graph::Value Scope::steps_taken() const {
  return variable(*graph_, "step", {}, runtime::Role::kCounter);
}

std::uint32_t Scope::stream(std::string_view name) const { return stream_of(path_of(name)); }

}  // namespace occam::ops
