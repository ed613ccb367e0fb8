#pragma once

#include <cstdint>

namespace occam {

/// What a loss can compare with.
enum class Targets : std::uint8_t {
  kNumbers,       ///< any
  kLabels,        ///< class numbers from 0, one a sample
  kShares,        ///< numbers from 0 to 1
  kDistribution,  ///< rows of numbers from 0 to 1 that sum to 1
};

}  // namespace occam
