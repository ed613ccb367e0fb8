#pragma once

#include <string_view>

#include "occam/base/fields.h"
#include "occam/graph/graph.h"

namespace occam::activations {

/// x > 0 ? x : negative_slope x. Source: Keras 3, activations.leaky_relu.
struct LeakyRelu {
  double negative_slope = 0.2;

  static constexpr std::string_view type = "leaky_relu";
  static constexpr auto fields() {
    return Fields{Field{"negative_slope", &LeakyRelu::negative_slope, "slope below 0"}};
  }
  void check() const { check_float32(type, "negative_slope", negative_slope, {}); }
  graph::Value apply(const graph::Value& x) const;
};

}  // namespace occam::activations
