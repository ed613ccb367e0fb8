#include "occam/base/aligned_memory.h"

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace occam {
namespace {

std::align_val_t alignment_of(std::size_t bytes, std::size_t huge_from) {
  return std::align_val_t{bytes >= huge_from ? kHugePage : 64};
}

}  // namespace

void* allocate_aligned(std::size_t bytes, std::size_t huge_from) {
  void* const memory = ::operator new(bytes, alignment_of(bytes, huge_from));
#if defined(MADV_HUGEPAGE)
  // Whole pages only, so that the process uses no more than it asked for. A refusal costs only
  // speed.
  if (bytes >= huge_from) ::madvise(memory, bytes / kHugePage * kHugePage, MADV_HUGEPAGE);
#endif
  return memory;
}

void free_aligned(void* memory, std::size_t bytes, std::size_t huge_from) {
  ::operator delete(memory, alignment_of(bytes, huge_from));
}

}  // namespace occam
