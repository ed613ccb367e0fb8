#pragma once

#include <cstddef>
#include <new>
#include <vector>

namespace occam {

/// Memory for numbers, on 64-byte boundaries: a cache line, and the widest vector. From
/// kHugeMemory bytes on it lies on boundaries of 2 MiB and asks for huge pages, which spare a walk
/// through the page table for nearly every row that a shuffled batch picks. Throws std::bad_alloc.
void* allocate_aligned(std::size_t bytes);
void free_aligned(void* memory, std::size_t bytes);

inline constexpr std::size_t kHugeMemory = std::size_t{2} << 20;

template <class T>
struct AlignedAllocator {
  using value_type = T;
  AlignedAllocator() = default;
  template <class U>
  AlignedAllocator(const AlignedAllocator<U>&) {}
  T* allocate(std::size_t n) { return static_cast<T*>(allocate_aligned(n * sizeof(T))); }
  void deallocate(T* p, std::size_t n) { free_aligned(p, n * sizeof(T)); }
  bool operator==(const AlignedAllocator&) const { return true; }
};

using Bytes = std::vector<std::byte, AlignedAllocator<std::byte>>;

}  // namespace occam
