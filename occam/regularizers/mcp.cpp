#include "occam/regularizers/mcp.h"

#include "occam/ops/abs.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater.h"
#include "occam/ops/select.h"
#include "occam/ops/square.h"
#include "occam/ops/stop_gradient.h"
#include "occam/ops/sum.h"
#include "occam/regularizers/soft_threshold.h"

namespace occam::regularizers {

using graph::Value;

Value MCP::penalty(const ops::Scope& scope, const Value& weight) const {
  const Value factor = scope.hyper(*this, &MCP::l1), free_at = scope.hyper(*this, &MCP::gamma);
  const Value w = ops::stop_gradient(weight), size = ops::abs(w);
  const Value near = size * factor - ops::square(w) / (2.0 * free_at);
  const Value far = ops::broadcast_to(0.5 * free_at * ops::square(factor), w.shape());
  return ops::sum(
      ops::select(ops::greater(size, ops::broadcast_to(free_at * factor, w.shape())), far, near));
}

Value MCP::proximal_point(const ops::Scope& scope, const Value& point, const Value& step) const {
  const Value factor = scope.hyper(*this, &MCP::l1), free_at = scope.hyper(*this, &MCP::gamma);
  const auto like = [&](const Value& x) { return ops::broadcast_to(x, point.shape()); };
  const Value steps = like(step);
  const Value firm = soft_threshold(point, factor, step) / (1.0 - steps / free_at);
  const Value is_free = ops::greater(ops::abs(point), like(free_at * factor));
  const Value is_kept = ops::greater(ops::square(point), steps * (free_at * ops::square(factor)));
  return ops::select(ops::greater(like(free_at), steps), ops::select(is_free, point, firm),
                     ops::select(is_kept, point, ops::fill_like(point, 0.0)));
}

}  // namespace occam::regularizers
