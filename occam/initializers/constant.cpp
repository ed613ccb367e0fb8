#include "occam/initializers/constant.h"

#include <algorithm>

namespace occam::initializers {

void Constant::fill(std::span<float> values, const Shape&, RandomKey) const {
  std::ranges::fill(values, static_cast<float>(value));
}

}  // namespace occam::initializers
