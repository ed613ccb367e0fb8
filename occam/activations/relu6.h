#pragma once

#include <string_view>

#include "occam/base/field_list.h"
#include "occam/graph/graph.h"

namespace occam::activations {

/// min(max(x, 0), 6). Source: Keras 3, activations.relu6.
struct Relu6 {
  static constexpr std::string_view type = "relu6";
  static constexpr auto fields() { return Fields{}; }
  graph::Value apply(const graph::Value& x) const;
};

}  // namespace occam::activations
