#pragma once

#include <vector>

#include "occam/losses/loss.h"
#include "occam/metrics/metric.h"
#include "occam/optimizers/optimizer.h"

namespace occam {

/// Arguments of compile, in Keras's order. Source: Keras 3, Model.compile.
struct CompileOptions {
  Optimizer optimizer = "adam";  ///< Keras: rmsprop, which comes with the optimizer family
  Loss loss = {};
  std::vector<Metric> metrics = {};
};

}  // namespace occam
