#include "occam/layers/zero_padding1d.h"

#include "occam/base/errors.h"
#include "occam/layers/steps.h"
#include "occam/ops/pad.h"

namespace occam::layers {

using graph::Value;

void ZeroPadding1D::check() const { check_two_sizes(type, "padding", padding); }

Value ZeroPadding1D::build(const Scope&, const Value& input) const {
  const std::int64_t steps = steps_axis(type, input.shape(), data_format);
  const Shape sides = padding.shape();
  ops::PadWidth width(3);
  width[static_cast<std::size_t>(steps)] = {sides[0], sides[1]};
  return ops::pad(input, width);
}

}  // namespace occam::layers
