#pragma once

#include <string_view>

#include "occam/base/field_list.h"
#include "occam/graph/graph.h"

namespace occam::activations {

/// x between -1 and 1. Source: Keras 3, activations.hard_tanh.
struct HardTanh {
  static constexpr std::string_view type = "hard_tanh";
  static constexpr auto fields() { return Fields{}; }
  graph::Value apply(const graph::Value& x) const;
};

}  // namespace occam::activations
