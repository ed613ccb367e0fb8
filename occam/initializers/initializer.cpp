#include "occam/initializers/initializer.h"

namespace occam {

Fans fans_of(const Shape& shape) {
  if (shape.rank() == 0) return {1, 1};
  if (shape.rank() == 1) return {static_cast<double>(shape[0]), static_cast<double>(shape[0])};
  double receptive = 1;
  for (std::int64_t axis = 0; axis + 2 < shape.rank(); ++axis)
    receptive *= static_cast<double>(shape[axis]);
  return {receptive * static_cast<double>(shape[-2]), receptive * static_cast<double>(shape[-1])};
}

}  // namespace occam
