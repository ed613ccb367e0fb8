#pragma once

#include <string_view>

#include "occam/base/fields.h"
#include "occam/graph/graph.h"

namespace occam::activations {

/// x >= 0 ? x : alpha (exp(x / alpha) - 1). Source: Keras 3, activations.celu; Barron 2017.
struct Celu {
  double alpha = 1.0;

  static constexpr std::string_view type = "celu";
  static constexpr auto fields() {
    return Fields{Field{"alpha", &Celu::alpha, "size of the limit below"}};
  }
  void check() const { check_float32(type, "alpha", alpha, above(0)); }
  graph::Value apply(const graph::Value& x) const;
};

}  // namespace occam::activations
