#pragma once

#include <string_view>

#include "occam/base/fields.h"
#include "occam/graph/graph.h"

namespace occam::activations {

/// x nearer to 0 by a threshold, and 0 within it. Source: Keras 3, activations.soft_shrink.
struct SoftShrink {
  double threshold = 0.5;

  static constexpr std::string_view type = "soft_shrink";
  static constexpr auto fields() {
    return Fields{Field{"threshold", &SoftShrink::threshold, "what is 0: from minus this to this"}};
  }
  void check() const { check_float32(type, "threshold", threshold, at_least(0)); }
  graph::Value apply(const graph::Value& x) const;
};

}  // namespace occam::activations
