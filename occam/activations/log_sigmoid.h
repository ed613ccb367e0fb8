#pragma once

#include <string_view>

#include "occam/base/field_list.h"
#include "occam/graph/graph.h"

namespace occam::activations {

/// log(1 / (1 + exp(-x))). Source: Keras 3, activations.log_sigmoid.
struct LogSigmoid {
  static constexpr std::string_view type = "log_sigmoid";
  static constexpr auto fields() { return Fields{}; }
  graph::Value apply(const graph::Value& x) const;
};

}  // namespace occam::activations
