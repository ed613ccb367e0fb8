#include "occam/initializers/zeros.h"

#include <algorithm>

namespace occam::initializers {

void Zeros::fill(std::span<float> values, const Shape&, RandomKey) const {
  std::fill(values.begin(), values.end(), 0.0f);
}

}  // namespace occam::initializers
