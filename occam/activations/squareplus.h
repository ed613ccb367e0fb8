#pragma once

#include <string_view>

#include "occam/base/fields.h"
#include "occam/graph/graph.h"

namespace occam::activations {

/// (x + sqrt(x^2 + b)) / 2. Source: Keras 3, activations.squareplus; Barron 2021.
struct Squareplus {
  double b = 4;

  static constexpr std::string_view type = "squareplus";
  static constexpr auto fields() {
    return Fields{Field{"b", &Squareplus::b, "how round it is at 0"}};
  }
  void check() const { check_float32(type, "b", b, above(0)); }
  graph::Value apply(const graph::Value& x) const;
};

}  // namespace occam::activations
