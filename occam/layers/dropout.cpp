#include "occam/layers/dropout.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/constant.h"
#include "occam/ops/dropout.h"

namespace occam::layers {

graph::Value Dropout::build(const Scope& scope, const graph::Value& input) const {
  const graph::Value declared =
      scope.hyper(*this, &Dropout::rate);  // also outside training: its path always exists
  const Shape drawn = noise_shape ? mask_shape(input.shape()) : input.shape();
  if (!scope.training()) return input;
  if (drawn == input.shape()) return ops::dropout(input, declared, scope.stream());
  const graph::Value ones = ops::broadcast_scalar(ops::constant(scope.graph(), 1.0), drawn);
  return input * ops::broadcast_to(ops::dropout(ones, declared, scope.stream()), input.shape());
}

Shape Dropout::mask_shape(const Shape& input) const {
  const std::vector<MaybeInt>& sizes = noise_shape.items();
  std::vector<std::int64_t> drawn = input.dims();
  bool fits = sizes.size() == drawn.size();
  for (std::size_t i = 0; fits && i < drawn.size(); ++i) {
    if (!sizes[i].has_value()) continue;
    fits = sizes[i].value() == 1 || sizes[i].value() == drawn[i];
    drawn[i] = sizes[i].value();
  }
  if (fits) return Shape(std::move(drawn));
  throw_invalid_value(type, "noise_shape",
                      "one size an axis of the input " + to_text(input) + ": that size, 1 or none",
                      to_text(FieldValue<MaybeList<MaybeInt>>::write(noise_shape)));
}

}  // namespace occam::layers
