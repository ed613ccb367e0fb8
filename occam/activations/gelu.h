#pragma once

#include <string_view>

#include "occam/base/fields.h"
#include "occam/graph/graph.h"

namespace occam::activations {

/// x Phi(x), where Phi is the standard normal distribution; approximate: x (1 + tanh(sqrt(2 / pi)
/// (x + 0.044715 x^3))) / 2. Source: Keras 3, activations.gelu; Hendrycks and Gimpel 2016,
/// section 2.
struct Gelu {
  bool approximate = false;

  static constexpr std::string_view type = "gelu";
  static constexpr auto fields() {
    return Fields{Field{"approximate", &Gelu::approximate, "by tanh"}};
  }
  graph::Value apply(const graph::Value& x) const;
};

}  // namespace occam::activations
