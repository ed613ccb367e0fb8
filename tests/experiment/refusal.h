#pragma once

#include <functional>
#include <string>

namespace occam::experiments {

/// The message of the InvalidArgument that `work` throws; empty when it throws none.
std::string refusal(const std::function<void()>& work);

}  // namespace occam::experiments
