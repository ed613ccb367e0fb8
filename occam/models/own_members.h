#pragma once

#include "occam/losses/loss.h"
#include "occam/metrics/metric.h"

namespace occam::models {

/// Is it a loss or a metric of a user's, that no catalogue has?
template <class H>
bool is_own(const H& member) {
  return H::catalogue().find_if_known(member.type()) == nullptr;
}

/// A loss of a user's that gets its targets as they are: class numbers beside rows of outputs too.
inline bool makes_sense_of_targets(const Loss& loss) {
  return loss.target_kind() == TargetKind::kAsGiven && is_own(loss);
}

}  // namespace occam::models
