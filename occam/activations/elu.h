#pragma once

#include <string_view>

#include "occam/base/fields.h"
#include "occam/graph/graph.h"

namespace occam::activations {

/// The function itself.
graph::Value elu(const graph::Value& x, double alpha);

/// x >= 0 ? x : alpha (exp(x) - 1). Source: Keras 3, activations.elu; Clevert et al. 2016, equation
/// 15.
struct Elu {
  double alpha = 1.0;

  static constexpr std::string_view type = "elu";
  static constexpr auto fields() {
    return Fields{Field{"alpha", &Elu::alpha, "size of the limit below"}};
  }
  void check() const { check_float32(type, "alpha", alpha, {}); }
  graph::Value apply(const graph::Value& x) const;
};

}  // namespace occam::activations
