#pragma once

#include <string_view>

#include "occam/base/field_list.h"
#include "occam/graph/graph.h"

namespace occam::activations {

/// 1.0507 (x >= 0 ? x : 1.6733 (exp(x) - 1)): keeps mean 0 and variance 1 from layer to layer.
/// Source: Keras 3, activations.selu; Klambauer et al. 2017, equation 2.
struct Selu {
  static constexpr std::string_view type = "selu";
  static constexpr auto fields() { return Fields{}; }
  graph::Value apply(const graph::Value& x) const;
};

}  // namespace occam::activations
