#include "occam/layers/time_distributed.h"

#include <cstdint>

#include "occam/base/errors.h"
#include "occam/layers/batch_normalization.h"
#include "occam/layers/wrapped.h"
#include "occam/ops/concatenate.h"
#include "occam/ops/reshape.h"
#include "occam/ops/slice.h"

namespace occam::layers {

using graph::Value;

namespace {

/// (batch, steps, ...) as the layer makes of each step alone, one behind the other.
Value step_by_step(const Layer& layer, const Scope& inner, const Value& input) {
  const std::int64_t steps = input.shape()[1];
  std::vector<Value> results;
  for (std::int64_t step = 0; step < steps; ++step) {
    std::vector<std::int64_t> starts(static_cast<std::size_t>(input.shape().rank()), 0),
        sizes(input.shape().begin(), input.shape().end());
    starts[1] = step;
    sizes[1] = 1;
    const Value alone = ops::reshape(ops::slice(input, starts, Shape(sizes)),
                                     input.shape().tail().tail().with_front(input.shape()[0]));
    const Value result = layer.build(inner.again(step), alone);
    results.push_back(
        ops::reshape(result, result.shape().tail().with_front(1).with_front(input.shape()[0])));
  }
  return ops::concatenate(results, 1);
}

}  // namespace

Value TimeDistributed::build(const Scope& scope, const Value& input) const {
  if (input.shape().rank() < 3) {
    throw InvalidArgument(std::string(type) +
                          ": Expected an input (batch, steps, ...), of at least three axes. "
                          "Received: shape " +
                          to_text(input.shape()));
  }
  const Scope inner = scope.child(name_inside(layer));
  if (layer.as<BatchNormalization>() && scope.training()) return step_by_step(layer, inner, input);
  const std::int64_t rows = input.shape()[0], steps = input.shape()[1];
  const Shape step = input.shape().tail().tail();
  const Value result = layer.build(inner, ops::reshape(input, step.with_front(rows * steps)));
  return ops::reshape(result, result.shape().tail().with_front(steps).with_front(rows));
}

std::vector<LayerPart> TimeDistributed::parts() const { return parts_with(layer); }

}  // namespace occam::layers
