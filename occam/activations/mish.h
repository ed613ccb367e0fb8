#pragma once

#include <string_view>

#include "occam/base/field_list.h"
#include "occam/graph/graph.h"

namespace occam::activations {

/// x tanh(log(1 + exp(x))). Source: Keras 3, activations.mish; Misra 2019, equation 1.
struct Mish {
  static constexpr std::string_view type = "mish";
  static constexpr auto fields() { return Fields{}; }
  graph::Value apply(const graph::Value& x) const;
};

}  // namespace occam::activations
