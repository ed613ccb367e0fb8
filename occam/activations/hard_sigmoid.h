#pragma once

#include <string_view>

#include "occam/base/field_list.h"
#include "occam/graph/graph.h"

namespace occam::activations {

/// x / 6 + 1 / 2 between 0 and 1. Source: Keras 3, activations.hard_sigmoid.
struct HardSigmoid {
  static constexpr std::string_view type = "hard_sigmoid";
  static constexpr auto fields() { return Fields{}; }
  graph::Value apply(const graph::Value& x) const;
};

}  // namespace occam::activations
