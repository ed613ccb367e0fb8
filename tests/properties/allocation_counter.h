#pragma once

#include <cstdint>

/// Sees every allocation of the program it is linked to: operator new ends in malloc, aligned new
/// in aligned_alloc.
namespace occam::allocation_counter {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(__GLIBC__)
inline constexpr bool kWorks = false;
#else
inline constexpr bool kWorks = true;
#endif
inline constexpr const char* kWhyNot = "a sanitizer or another C library owns malloc";

/// Since the start of the program.
long allocations();
/// Bytes allocated and not freed: small pieces as long as malloc gave them, large ones as long as
/// they were asked for.
std::int64_t live_bytes();
/// The most live bytes since the last call of watch_peak.
std::int64_t peak_bytes();
void watch_peak();
/// Returns what malloc keeps of freed memory to the system.
void give_back();

}  // namespace occam::allocation_counter
