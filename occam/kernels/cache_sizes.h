#pragma once

#include <cstdint>

namespace occam::kernels {

/// Bytes of the first (data) and of the second cache of a core, as the system tells; 32 KB and 1 MB
/// where it does not. Read once. Blocks are cut by them, which changes no bit of a result
/// (docs/decisions/0005).
std::int64_t first_cache_bytes();
std::int64_t second_cache_bytes();

}  // namespace occam::kernels
