#pragma once

#include <string_view>

#include "occam/layers/layer.h"
#include "occam/models/compile_options.h"
#include "occam/models/sequential.h"
#include "tests/golden/golden_file.h"

namespace occam::golden {

/// An initializer that copies given values: sets a layer's weights from outside.
struct Given {
  Array values;
  static constexpr std::string_view type = "Given";
  void fill(std::span<float> weight, const Shape& shape, RandomKey key) const;
};

/// From {"class": "L1L2", "l1": 0.01}, or a class and its arguments apart; absent: the default.
Regularizer regularizer_of(std::string_view type, const Json& arguments);
Loss loss_of(std::string_view type, const Json& arguments);
Optimizer optimizer_of(const Json& description);

/// From a layer's class and arguments; `weights` by name ("kernel") start with those values.
Layer layer_of(std::string_view type, const Json& arguments, const Json& weights = Json::object());

/// From {"layers": [{"layer", "arguments"}], "optimizer", "loss", "metrics"}.
Sequential sequential_of(const Json& network);
CompileOptions compile_options_of(const Json& network);

}  // namespace occam::golden
