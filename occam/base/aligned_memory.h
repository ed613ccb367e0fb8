#pragma once

#include <cstddef>
#include <new>
#include <vector>

namespace occam {

inline constexpr std::size_t kHugePage = std::size_t{2} << 20;
/// Of memory that comes and goes: a smaller piece is used up before its huge pages have paid for
/// the kernel's work of giving them anew each time.
inline constexpr std::size_t kHugeMemory = 4 * kHugePage;

/// Memory for numbers, on 64-byte boundaries: a cache line, and the widest vector. From `huge_from`
/// bytes on it lies on boundaries of 2 MiB and asks for huge pages, which spare a walk through the
/// page table for nearly every row that a shuffled batch picks. Throws std::bad_alloc.
void* allocate_aligned(std::size_t bytes, std::size_t huge_from);
void free_aligned(void* memory, std::size_t bytes, std::size_t huge_from);

template <class T, std::size_t kHugeFrom>
struct AlignedAllocator {
  using value_type = T;
  template <class U>
  struct rebind {
    using other = AlignedAllocator<U, kHugeFrom>;
  };
  AlignedAllocator() = default;
  template <class U>
  AlignedAllocator(const AlignedAllocator<U, kHugeFrom>&) {}
  T* allocate(std::size_t n) { return static_cast<T*>(allocate_aligned(n * sizeof(T), kHugeFrom)); }
  void deallocate(T* p, std::size_t n) { free_aligned(p, n * sizeof(T), kHugeFrom); }
  bool operator==(const AlignedAllocator&) const { return true; }
};

using Bytes = std::vector<std::byte, AlignedAllocator<std::byte, kHugeMemory>>;
/// Of memory that many steps use.
using LastingBytes = std::vector<std::byte, AlignedAllocator<std::byte, kHugePage>>;

}  // namespace occam
