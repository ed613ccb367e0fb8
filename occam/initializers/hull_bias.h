#pragma once

#include <span>

#include "occam/base/fields.h"
#include "occam/base/integer.h"
#include "occam/initializers/initializer.h"

namespace occam::initializers {

/// Driven by data: zeros, then for each unit minus a random convex combination of what it gives for
/// `points` random training rows, so that the unit bends where the data are. For the bias of a
/// Dense. Source: Steinwart 2019, "A sober look at neural network initializations" (he+5).
struct HullBias {
  Int points = 5;

  static constexpr std::string_view type = "HullBias";
  static constexpr auto fields() {
    return Fields{Field{"points", &HullBias::points, between(1, 1000), "rows combined"}};
  }
  void fill(std::span<float> values, const Shape& shape, RandomKey key) const;
  void adapt(std::span<float> values, const Responses& responses, RandomKey key) const;
};

}  // namespace occam::initializers
