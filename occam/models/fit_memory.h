#pragma once

#include <cstdint>
#include <string>

namespace occam {

/// Memory that a fit needs at its peak, in bytes, worked out before any of it is allocated. Every
/// figure is that of all members of a stack.
/// Not in it: the data set, which stays where the caller has it; the program itself with its plans,
/// threads, logs and History, some hundred kB; what a callback holds beyond its weight_copies().
struct FitMemory {
  std::int64_t state = 0;  ///< weights, the optimizer's memory, hyper-parameters
  /// A batch's inputs and targets in float32, for each size of batch; a stack holds several of
  /// each.
  std::int64_t batches = 0;
  std::int64_t workspace = 0;  ///< values and gradients of a step: as often, and a member in flight
  std::int64_t scratch = 0;    ///< a thread's own: packed pieces of matrices
  std::int64_t order = 0;      ///< which rows come when; with calibrated_loss their logits
  std::int64_t callbacks = 0;  ///< EarlyStopping's best weights, History's zeros
  /// Of the step that adapts data-driven initial weights, before the first one of training; 0
  /// without.
  std::int64_t adaptation = 0;
  /// The model's values from before it was compiled, while they move to a place with room for the
  /// optimizer's memory; freed before the first step. 0 for a model that fit itself builds.
  std::int64_t moved = 0;

  /// The peak: the steps come after the move and after the adaptation.
  std::int64_t total() const;
};

/// "12.34 MB (weights and optimizer 8.04 MB, batches 0.39 MB, ...)".
std::string to_text(const FitMemory& memory);

}  // namespace occam
