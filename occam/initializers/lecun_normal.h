#pragma once

#include <span>

#include "occam/base/fields.h"
#include "occam/base/random.h"
#include "occam/base/shape.h"

namespace occam::initializers {

/// Normal with deviation sqrt(1 / fan_in), cut at two deviations of the wider normal that it is
/// drawn from; what selu is made for. Source: Keras 3, initializers.LecunNormal; Klambauer et al.
/// 2017.
struct LecunNormal {
  static constexpr std::string_view type = "LecunNormal";
  static constexpr auto fields() { return Fields{}; }
  void fill(std::span<float> values, const Shape& shape, RandomKey key) const;
};

}  // namespace occam::initializers
