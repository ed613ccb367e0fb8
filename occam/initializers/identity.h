#pragma once

#include <span>

#include "occam/base/fields.h"
#include "occam/base/random.h"
#include "occam/base/shape.h"

namespace occam::initializers {

/// `gain` on the diagonal, 0 elsewhere. Source: Keras 3, initializers.Identity. Errors:
/// InvalidArgument for a weight that is no matrix, and unless gain is finite in float32.
struct Identity {
  double gain = 1.0;

  static constexpr std::string_view type = "Identity";
  static constexpr auto fields() {
    return Fields{Field{"gain", &Identity::gain, between(-1e30, 1e30), "what the diagonal holds"}};
  }
  void fill(std::span<float> values, const Shape& shape, RandomKey key) const;
};

}  // namespace occam::initializers
