#pragma once

#include <span>

#include "occam/models/fit_memory.h"
#include "occam/models/holding.h"
#include "occam/training/batch_stream.h"
#include "occam/training/fit_options.h"

namespace occam::models {

/// The samples of a fit: one entry for all members, or one a member.
struct FitCounts {
  training::SampleCount train, validation;
  std::int64_t adapting = 0;  ///< rows that initial weights may adapt to
};

/// The memory of a fit of so many samples.
FitMemory plan_memory(const Holding& model, const Blueprint& blueprint,
                      std::span<const FitCounts> counts, const FitOptions& options);

/// Throws OutOfMemory unless what is needed beside `held` bytes is there.
void check_available(const FitMemory& memory, std::int64_t held);

}  // namespace occam::models
