#pragma once

#include <string_view>

#include "occam/base/field_list.h"
#include "occam/graph/graph.h"

namespace occam::activations {

/// x / (1 + |x|). Source: Keras 3, activations.softsign.
struct Softsign {
  static constexpr std::string_view type = "softsign";
  static constexpr auto fields() { return Fields{}; }
  graph::Value apply(const graph::Value& x) const;
};

}  // namespace occam::activations
