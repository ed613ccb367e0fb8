#pragma once

#include <cstdint>
#include <string_view>

namespace occam::runtime {

/// Bytes that this process may still use: the system's available memory, or what is left of the
/// control group's limit when that is less. A very large number where neither can be read.
std::int64_t available_memory();

/// Throws InvalidArgument when `bytes` are more than available: planned memory is checked before it
/// is allocated.
void check_memory(std::string_view what, std::int64_t bytes);

}  // namespace occam::runtime
