#include "occam/layers/repeat_vector.h"

#include "occam/ops/broadcast.h"
#include "occam/ops/reshape.h"

namespace occam::layers {

graph::Value RepeatVector::build(const Scope&, const graph::Value& input) const {
  const Shape& shape = input.shape();
  if (shape.rank() != 2) throw_invalid_value(type, "input", "samples of one axis", to_text(shape));
  const Shape all{shape[0], static_cast<std::int64_t>(n), shape[1]};
  return ops::broadcast_to(ops::reshape(input, {shape[0], 1, shape[1]}), all);
}

}  // namespace occam::layers
