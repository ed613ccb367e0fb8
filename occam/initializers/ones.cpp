#include "occam/initializers/ones.h"

#include <algorithm>

namespace occam::initializers {

void Ones::fill(std::span<float> values, const Shape&, RandomKey) const {
  std::fill(values.begin(), values.end(), 1.0f);
}

}  // namespace occam::initializers
