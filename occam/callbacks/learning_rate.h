#pragma once

#include <string>
#include <string_view>

#include "occam/callbacks/callback.h"

namespace occam::callbacks {

/// Path of what callbacks take for the learning rate unless told otherwise.
inline constexpr std::string_view kLearningRate = "optimizer/learning_rate";

/// Throws InvalidArgument for a hyper-parameter that is unknown or not settable, because it was
/// given as a schedule.
void check_settable(std::string_view where, std::string_view path, const TrainingControl& control);

/// The present learning rate; none for an optimizer that has none of that name.
MaybeNumber learning_rate_of(const TrainingControl& control);

/// Its key in the logs: "learning_rate", another one's path.
std::string log_name_of(std::string_view path);

}  // namespace occam::callbacks
