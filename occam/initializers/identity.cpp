#include "occam/initializers/identity.h"

#include <algorithm>

#include "occam/base/errors.h"

namespace occam::initializers {

void Identity::fill(std::span<float> values, const Shape& shape, RandomKey) const {
  if (shape.rank() != 2) throw_invalid_value(type, "shape", "that of a matrix", to_text(shape));
  std::ranges::fill(values, 0.0F);
  const std::int64_t columns = shape[1];
  for (std::int64_t i = 0; i < std::min(shape[0], columns); ++i)
    values[static_cast<std::size_t>(i * columns + i)] = static_cast<float>(gain);
}

}  // namespace occam::initializers
