#pragma once

#include <string_view>

#include "occam/base/field_list.h"
#include "occam/graph/graph.h"

namespace occam::activations {

/// x hard_sigmoid(x). Source: Keras 3, activations.hard_silu; Howard et al. 2019, section 5.2.
struct HardSilu {
  static constexpr std::string_view type = "hard_silu";
  static constexpr auto fields() { return Fields{}; }
  graph::Value apply(const graph::Value& x) const;
};

}  // namespace occam::activations
