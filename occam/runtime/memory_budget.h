#pragma once

#include <cstdint>
#include <new>
#include <optional>
#include <string_view>

#include "occam/base/errors.h"

namespace occam::runtime {

/// Bytes that this process may still use: the system's available memory, or what is left of the
/// control group's limit when that is less. A very large number where neither can be read.
std::int64_t available_memory();

/// The available memory when `bytes` are more than it; none when they fit.
std::optional<std::int64_t> available_if_less_than(std::int64_t bytes);

/// Throws OutOfMemory when `bytes` are more than available: planned memory is checked before it is
/// allocated.
void check_memory(std::string_view what, std::int64_t bytes, std::string_view advice);

/// The check, then take(), which allocates them; the same error when the system refuses.
template <class Take>
void take_memory(std::string_view what, std::int64_t bytes, std::string_view advice,
                 const Take& take) {
  check_memory(what, bytes, advice);
  try {
    take();
  } catch (const std::bad_alloc&) {
    throw_out_of_memory(what, bytes, -1, advice);
  }
}

/// "Fewer units, a smaller batch or a smaller stack need less", of what `models` members of a stack
/// depend on.
std::string_view advice_for(bool depends_on_batch, std::int64_t models);

}  // namespace occam::runtime
