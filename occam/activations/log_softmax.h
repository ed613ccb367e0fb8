#pragma once

#include <string_view>

#include "occam/base/field_list.h"
#include "occam/graph/graph.h"

namespace occam::activations {

/// log(softmax(x)), over the last axis. Source: Keras 3, activations.log_softmax.
struct LogSoftmax {
  static constexpr std::string_view type = "log_softmax";
  static constexpr auto fields() { return Fields{}; }
  graph::Value apply(const graph::Value& x) const;
};

}  // namespace occam::activations
