#pragma once

#include <string_view>

#include "occam/callbacks/callback.h"

namespace occam::callbacks {

// What callbacks that watch one number of the logs have in common. Source: Keras 3.15.1,
// callbacks.MonitorCallback. `where`: the callback's type, for messages.

/// Throws InvalidArgument, listing the keys, for one that the run's logs will not have.
void check_monitor(std::string_view where, std::string_view monitor,
                   const TrainingControl& control);

/// What `mode` (auto, min, max) comes to: auto is the metric's own direction. Throws
/// InvalidArgument for auto where the metric has none.
Direction monitor_direction(std::string_view where, std::string_view monitor, std::string_view mode,
                            const TrainingControl& control);

/// value + delta < reference (down), value - delta > reference (up), in float32 as Keras compares:
/// values that differ only beyond it are equal. NaN on either side is no improvement.
bool improves(Direction direction, double value, double delta, double reference);

/// The path of a file or folder of this member: "{member}" in it becomes the member's index.
/// Throws InvalidArgument for "", or a stack whose members would write the same place.
std::string member_path(std::string_view where, std::string_view field, const std::string& path,
                        const TrainingControl& control);

}  // namespace occam::callbacks
