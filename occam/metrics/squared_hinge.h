#pragma once

#include <string_view>

#include "occam/base/field_list.h"
#include "occam/graph/graph.h"
#include "occam/metrics/direction.h"

namespace occam::metrics {

/// Mean of losses::SquaredHinge, watched and not minimised. Source: Keras 3, metrics.SquaredHinge.
struct SquaredHinge {
  static constexpr std::string_view type = "SquaredHinge";
  static constexpr std::string_view name = "squared_hinge";
  static constexpr Direction direction = Direction::kDown;
  static constexpr auto fields() { return Fields{}; }
  graph::Value per_sample(const graph::Value& target, const graph::Value& prediction) const;
};

}  // namespace occam::metrics
