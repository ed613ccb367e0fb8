#pragma once

#include <string_view>

#include "occam/base/field_list.h"
#include "occam/graph/graph.h"
#include "occam/metrics/direction.h"

namespace occam::metrics {

/// Mean of losses::Hinge, watched and not minimised. Source: Keras 3, metrics.Hinge.
struct Hinge {
  static constexpr std::string_view type = "Hinge";
  static constexpr std::string_view name = "hinge";
  static constexpr Direction direction = Direction::kDown;
  static constexpr auto fields() { return Fields{}; }
  graph::Value per_sample(const graph::Value& target, const graph::Value& prediction) const;
};

}  // namespace occam::metrics
