#pragma once

#include <string_view>

#include "occam/base/field_list.h"
#include "occam/graph/graph.h"

namespace occam::activations {

/// max(x, 0); NaN stays NaN. Source: Keras 3, activations.relu.
struct Relu {
  static constexpr std::string_view type = "relu";
  static constexpr auto fields() { return Fields{}; }
  graph::Value apply(const graph::Value& x) const;
};

}  // namespace occam::activations
