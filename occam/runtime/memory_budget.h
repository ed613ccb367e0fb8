#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace occam::runtime {

/// Bytes that this process may still use: the system's available memory, or what is left of the
/// control group's limit when that is less. A very large number where neither can be read.
std::int64_t available_memory();

/// The available memory when `bytes` are more than it; none when they fit.
std::optional<std::int64_t> available_if_less_than(std::int64_t bytes);

/// Throws InvalidArgument when `bytes` are more than available: planned memory is checked before it
/// is allocated.
void check_memory(std::string_view what, std::int64_t bytes);

}  // namespace occam::runtime
