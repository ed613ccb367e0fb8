#include "occam/layers/clip.h"

#include "occam/ops/broadcast.h"
#include "occam/ops/clip.h"

namespace occam::layers {

void Clip::check() const {
  if (!low.is_number() || !high.is_number() || low.value() <= high.value()) return;
  throw_invalid_value(type, "high", "a number >= low, " + to_text(low.value()),
                      to_text(high.value()));
}

graph::Value Clip::build(const Scope& scope, const graph::Value& input) const {
  const graph::Value least = scope.hyper(*this, &Clip::low);
  const graph::Value most = scope.hyper(*this, &Clip::high);
  if (scope.training()) return input;
  return ops::clip(input, ops::broadcast_to(least, input.shape()),
                   ops::broadcast_to(most, input.shape()));
}

}  // namespace occam::layers
