#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <new>
#include <random>
#include <utility>

// Memory for the tests of the matrix product that ends where no page is.
namespace occam::kernels {

inline constexpr float kGuard = -12345.0f;  ///< what lies between a matrix's rows

/// Pages of memory; the last may not be touched.
class GuardedPages {
 public:
  explicit GuardedPages(std::size_t bytes) {
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    open_ = (bytes + page - 1) / page * page;
    size_ = open_ + page;
    void* const got =
        mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (got == MAP_FAILED) throw std::bad_alloc();
    begin_ = static_cast<char*>(got);
    if (mprotect(begin_ + open_, page, PROT_NONE) != 0) throw std::bad_alloc();
  }
  ~GuardedPages() {
    if (begin_ != nullptr) munmap(begin_, size_);
  }
  GuardedPages(GuardedPages&& other) noexcept
      : begin_(std::exchange(other.begin_, nullptr)), open_(other.open_), size_(other.size_) {}
  GuardedPages& operator=(GuardedPages&&) = delete;

  char* end() const { return begin_ + open_; }

 private:
  char* begin_ = nullptr;
  std::size_t open_ = 0, size_ = 0;
};

/// A stored matrix whose last float is the last before a page that may not be touched: whoever
/// reads or writes beyond it ends the test, in every build.
class Matrix {
 public:
  Matrix(std::int64_t rows, std::int64_t cols, std::int64_t ld)
      : size_(rows > 0 && cols > 0 ? (rows - 1) * ld + cols : 0),
        pages_(static_cast<std::size_t>(size_) * sizeof(float)) {
    std::fill_n(data(), size_, kGuard);
  }

  float* data() { return reinterpret_cast<float*>(pages_.end()) - size_; }
  const float* data() const { return reinterpret_cast<const float*>(pages_.end()) - size_; }
  std::int64_t size() const { return size_; }

  void randomize(std::mt19937& random) {
    std::uniform_real_distribution<float> uniform(-1.0f, 1.0f);
    for (std::int64_t i = 0; i < size_; ++i) data()[i] = uniform(random);
  }

 private:
  std::int64_t size_;
  GuardedPages pages_;
};

}  // namespace occam::kernels
