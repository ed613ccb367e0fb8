#pragma once

#include <string_view>

#include "occam/base/field_list.h"
#include "occam/graph/graph.h"

namespace occam::activations {

/// 0 for x <= -1, (x + 1)^2 / 4 for -1 < x < 1, x for x >= 1. Source: Keras 3,
/// activations.sparse_plus.
struct SparsePlus {
  static constexpr std::string_view type = "sparse_plus";
  static constexpr auto fields() { return Fields{}; }
  graph::Value apply(const graph::Value& x) const;
};

}  // namespace occam::activations
