#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "occam/base/config.h"
#include "occam/models/network.h"

namespace occam::saving {

/// What a model needs to go on with the same bits and Keras has no place for: the member
/// occam.json of a file, which Keras ignores.
struct OwnState {
  std::uint64_t seed = 0, data_seed = 0, steps = 0, epochs = 0;
  /// Of the targets that it was trained on, one an output; none before the first fit.
  std::optional<std::vector<Shape>> target_shapes;
  /// float64 values by path: hyper-parameters, numbers of the optimizer's memory.
  std::vector<std::pair<std::string, double>> numbers;
  /// Paths of memory that Keras's optimizer has not: data sets /occam/vars/<i>.
  std::vector<std::string> memory;
  Config metrics, weighted_metrics;  ///< as described_metrics() writes them; null when not compiled

  Config config() const;
  /// Throws FileError, opening with `where`.
  static OwnState read(const std::string& where, const Config& config);
};

/// The state of the first member of a network, but the metrics and paths of memory.
OwnState own_state_of(models::Network& network);
/// Gives a network the counters and numbers; those that it has not are left out.
void give_state(const OwnState& state, models::Network& network);

}  // namespace occam::saving
