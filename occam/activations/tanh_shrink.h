#pragma once

#include <string_view>

#include "occam/base/field_list.h"
#include "occam/graph/graph.h"

namespace occam::activations {

/// x - tanh(x). Source: Keras 3, activations.tanh_shrink.
struct TanhShrink {
  static constexpr std::string_view type = "tanh_shrink";
  static constexpr auto fields() { return Fields{}; }
  graph::Value apply(const graph::Value& x) const;
};

}  // namespace occam::activations
