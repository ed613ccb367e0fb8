#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "occam/metrics/direction.h"
#include "occam/metrics/sums.h"

namespace occam::training {

/// A reported number and where it comes from.
struct LogSource {
  std::string name;  ///< "loss", "data_loss", "accuracy"
  /// Of a metric that is several numbers, as of a callbacks::LogEntry.
  std::string metric = {};
  std::size_t place = 0;
  Direction direction = Direction::kNone;
  bool of_weights = false;  ///< a matter of the weights: not repeated for the validation data
  std::vector<metrics::Accumulator> accumulators = {};
  std::vector<std::size_t> variables = {};  ///< of the layout, to be 0 when an epoch begins
  /// From the accumulators to the number; must not allocate. None: sums[0] over the samples.
  std::function<double(const metrics::Totals&)> result = {};
};

}  // namespace occam::training
