#pragma once

#include <string_view>

#include "occam/base/field_list.h"
#include "occam/graph/graph.h"

namespace occam::activations {

/// Hyperbolic tangent. Source: Keras 3, activations.tanh.
struct Tanh {
  static constexpr std::string_view type = "tanh";
  static constexpr auto fields() { return Fields{}; }
  graph::Value apply(const graph::Value& x) const;
};

}  // namespace occam::activations
