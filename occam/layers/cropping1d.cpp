#include "occam/layers/cropping1d.h"

#include "occam/base/errors.h"
#include "occam/layers/steps.h"
#include "occam/ops/slice.h"

namespace occam::layers {

using graph::Value;

void Cropping1D::check() const { check_two_sizes(type, "cropping", cropping); }

Value Cropping1D::build(const Scope&, const Value& input) const {
  const std::int64_t axis = steps_axis(type, input.shape(), "channels_last");
  const Shape sides = cropping.shape();
  const std::int64_t left = input.shape()[axis] - sides[0] - sides[1];
  if (left < 1) {
    throw_invalid_value(type, "cropping",
                        "less than the steps of the input " + to_text(input.shape()),
                        to_text(sides));
  }
  std::vector<std::int64_t> begin(3), dims = input.shape().dims();
  begin[static_cast<std::size_t>(axis)] = sides[0];
  dims[static_cast<std::size_t>(axis)] = left;
  return ops::slice(input, begin, Shape(std::move(dims)));
}

}  // namespace occam::layers
