#pragma once

#include <cstdint>

namespace occam::kernels {

/// Bytes of the second cache of a core, as the system tells; 1 MB where it does not. Read once.
/// Blocks are cut by it, which changes no bit of a result (docs/decisions/0005).
std::int64_t second_cache_bytes();

}  // namespace occam::kernels
