#pragma once

#include <span>

#include "occam/base/fields.h"
#include "occam/initializers/initializer.h"

namespace occam::initializers {

/// Driven by data: standard normal numbers, each unit's then divided by the deviation that the unit
/// has over training rows, so that it starts with deviation 1. A unit that is constant there keeps
/// its numbers. For the kernel of a Dense. Source: Holzmueller et al. 2024, "Better by default",
/// section 3; Kraehenbuehl et al. 2016, algorithm 1.
struct UnitDeviation {
  static constexpr std::string_view type = "UnitDeviation";
  static constexpr auto fields() { return Fields{}; }
  void fill(std::span<float> values, const Shape& shape, RandomKey key) const;
  void adapt(std::span<float> values, const Responses& responses, RandomKey key) const;
};

}  // namespace occam::initializers
