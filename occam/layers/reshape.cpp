#include "occam/layers/reshape.h"

#include <algorithm>

#include "occam/ops/reshape.h"

namespace occam::layers {

graph::Value Reshape::build(const Scope&, const graph::Value& input) const {
  std::vector<std::int64_t> sizes = target_shape.shape().dims();
  const std::int64_t size = input.shape().tail().size();
  std::int64_t known = 1, open = 0;
  for (const std::int64_t each : sizes) each == -1 ? void(++open) : void(known *= each);
  const bool fits = open == 0 ? known == size : open == 1 && known > 0 && size % known == 0;
  if (!target_shape || !fits || std::ranges::any_of(sizes, [](auto each) { return each < -1; })) {
    throw_invalid_value(type, "target_shape", "sizes of " + std::to_string(size) + " numbers",
                        to_text(FieldValue<TargetShape>::write(target_shape)));
  }
  std::ranges::replace(sizes, -1, size / known);
  sizes.insert(sizes.begin(), input.shape()[0]);
  return ops::reshape(input, Shape(sizes));
}

}  // namespace occam::layers
