#include "tests/properties/allocation_counter.h"

#include <atomic>
#include <cstddef>
#include <new>

namespace {

std::atomic<long> allocated{0};
std::atomic<std::int64_t> live{0}, peak{0};

}  // namespace

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && defined(__GLIBC__)
#include <malloc.h>

#include <cstdlib>

namespace {

/// Sizes that large pieces were asked with. What malloc gives for them on boundaries of 2 MiB is up
/// to 2 MiB longer: addresses that nobody touches, not memory.
class LargePieces {
 public:
  static constexpr std::size_t kLarge = 1 << 20;

  void add(void* memory, std::size_t bytes) {
    const Lock lock(*this);
    for (Piece& piece : pieces_) {
      if (piece.memory != nullptr) continue;
      piece = {memory, bytes};
      return;
    }
    std::abort();  // more than this program ever has
  }
  std::size_t take(void* memory) {
    const Lock lock(*this);
    for (Piece& piece : pieces_) {
      if (piece.memory == memory) {
        piece.memory = nullptr;
        return piece.bytes;
      }
    }
    return 0;
  }

 private:
  struct Piece {
    void* memory;
    std::size_t bytes;
  };
  struct Lock {
    explicit Lock(LargePieces& all) : pieces(all) {
      while (pieces.busy_.test_and_set(std::memory_order_acquire)) {
      }
    }
    ~Lock() { pieces.busy_.clear(std::memory_order_release); }
    LargePieces& pieces;
  };

  std::atomic_flag busy_ = ATOMIC_FLAG_INIT;
  Piece pieces_[4096] = {};
};

constinit LargePieces large_pieces;

void* counted(void* memory, std::size_t asked) {
  if (memory == nullptr) return memory;
  allocated.fetch_add(1, std::memory_order_relaxed);
  std::size_t bytes = malloc_usable_size(memory);
  if (bytes >= LargePieces::kLarge) {
    large_pieces.add(memory, asked);
    bytes = asked;
  }
  const auto added = static_cast<std::int64_t>(bytes);
  const std::int64_t now = live.fetch_add(added, std::memory_order_relaxed) + added;
  std::int64_t most = peak.load(std::memory_order_relaxed);
  while (now > most && !peak.compare_exchange_weak(most, now, std::memory_order_relaxed)) {
  }
  return memory;
}

void forget(void* memory) {
  if (memory == nullptr) return;
  std::size_t bytes = malloc_usable_size(memory);
  if (bytes >= LargePieces::kLarge) bytes = large_pieces.take(memory);
  live.fetch_sub(static_cast<std::int64_t>(bytes), std::memory_order_relaxed);
}

}  // namespace

extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
void __libc_free(void*);

void* malloc(std::size_t size) { return counted(__libc_malloc(size), size); }
void* calloc(std::size_t count, std::size_t size) {
  return counted(__libc_calloc(count, size), count * size);
}
void* realloc(void* old, std::size_t size) {
  forget(old);
  return counted(__libc_realloc(old, size), size);
}
void* aligned_alloc(std::size_t alignment, std::size_t size) {
  return counted(__libc_memalign(alignment, size), size);
}
int posix_memalign(void** out, std::size_t alignment, std::size_t size) {
  *out = counted(__libc_memalign(alignment, size), size);
  return *out == nullptr ? 12 : 0;
}
void free(void* memory) {
  forget(memory);
  __libc_free(memory);
}
}

// libstdc++'s own rounds the size up to a multiple of the boundary before anybody sees it.
void* operator new(std::size_t size, std::align_val_t boundary) {
  if (void* const memory = aligned_alloc(static_cast<std::size_t>(boundary), size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

void occam::allocation_counter::give_back() { malloc_trim(0); }
#else
void occam::allocation_counter::give_back() {}
#endif

namespace occam::allocation_counter {

long allocations() { return allocated.load(); }
std::int64_t live_bytes() { return live.load(); }
std::int64_t peak_bytes() { return peak.load(); }
void watch_peak() { peak.store(live.load()); }

}  // namespace occam::allocation_counter
