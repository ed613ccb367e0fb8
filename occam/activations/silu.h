#pragma once

#include <string_view>

#include "occam/base/field_list.h"
#include "occam/graph/graph.h"

namespace occam::activations {

/// x / (1 + exp(-x)), also called swish. Source: Keras 3, activations.silu.
struct Silu {
  static constexpr std::string_view type = "silu";
  static constexpr auto fields() { return Fields{}; }
  graph::Value apply(const graph::Value& x) const;
};

}  // namespace occam::activations
