#pragma once

#include <cstdint>

namespace occam {

/// What a loss compares a prediction with.
enum class TargetKind : std::uint8_t {
  kNumbers,        ///< any numbers, one an output
  kProbabilities,  ///< 0 to 1, one an output, each on its own: two classes
  kDistributions,  ///< rows that sum to 1: one-hot classes
  kClassNumbers,   ///< 0, 1, ... of the largest output
  kGroups,         ///< a number a sample: those of the same belong together
  kAsGiven,        ///< what the loss makes sense of: counts, signs, shares; no table's target
};

}  // namespace occam
