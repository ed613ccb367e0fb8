#pragma once

#include <string_view>

#include "occam/models/build.h"
#include "occam/runtime/executor.h"

namespace occam::models {

/// The schedule that stands in the place of the hyper-parameter `path`; none for a number, an
/// unknown path, or a struct that does not describe its members.
Schedule schedule_at(const Description& description, std::string_view path);

/// What the schedule at `path` comes to in a member's next step.
double scheduled_value(const Schedule& schedule, std::string_view path,
                       const runtime::StateLayout& layout, runtime::State& state, int member,
                       runtime::ThreadPool& pool);

}  // namespace occam::models
