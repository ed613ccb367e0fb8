#pragma once

#include <string_view>

#include "occam/base/field_list.h"
#include "occam/graph/graph.h"

namespace occam::activations {

/// log(1 + exp(x)), without overflow. Source: Keras 3, activations.softplus.
struct Softplus {
  static constexpr std::string_view type = "softplus";
  static constexpr auto fields() { return Fields{}; }
  graph::Value apply(const graph::Value& x) const;
};

}  // namespace occam::activations
