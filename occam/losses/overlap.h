#pragma once

#include <string_view>

#include "occam/base/maybe_axes.h"
#include "occam/graph/graph.h"

/// What Dice and Tversky share: sums over some axes of a batch, of all of them where `axis` is
/// none.
namespace occam::losses {

/// Sums of what a batch's targets and predictions have together, and each without the other.
struct Overlap {
  graph::Value both, only_target, only_prediction;
};
Overlap overlap_of(const graph::Value& target, const graph::Value& prediction,
                   const MaybeAxes& axis);

/// Losses that are sums over `axis` of a batch, as a value a sample of the predictions: where the
/// samples are summed over too, what the batch as a whole comes to stands for each.
graph::Value for_each_sample(const graph::Value& losses, const graph::Value& prediction,
                             const MaybeAxes& axis);
/// The losses where the samples are among the axes, else an empty value.
graph::Value of_the_batch(const graph::Value& losses, const graph::Value& prediction,
                          const MaybeAxes& axis);

/// Throws InvalidArgument (naming `loss`) for an empty list of axes.
void check_axis(std::string_view loss, const MaybeAxes& axis);

}  // namespace occam::losses
