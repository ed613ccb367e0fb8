#pragma once

#include <cstdint>

#include "occam/ops/arithmetic.h"

namespace occam::losses {

/// target (1 - share) + share / classes: moved so far towards all classes alike. share: a number,
/// or a hyper-parameter's value.
template <class Share>
graph::Value smoothed(const graph::Value& target, const Share& share, std::int64_t classes) {
  return target * (1.0 - share) + share / static_cast<double>(classes);
}

}  // namespace occam::losses
