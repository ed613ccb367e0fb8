#pragma once

#include <cstddef>
#include <dnnl.hpp>

#include "occam/kernels/gemm.h"

namespace occam::bench {

/// A product computed by oneDNN: everything that oneDNN allows to be made beforehand is.
///
/// It runs on as many threads as OpenMP gives the calling thread (`set_openmp_threads`); the same
/// number must hold when the object is made. One object serves one caller at a time.
class OnednnGemm {
 public:
  enum class Routine {
    kSgemm,   ///< the BLAS function: no object, no scratch
    kMatmul,  ///< a primitive, made for this shape and number of threads
  };

  /// Throws dnnl::error where oneDNN cannot compute the product.
  OnednnGemm(const kernels::GemmShape& shape, Routine routine);
  OnednnGemm(const OnednnGemm&) = delete;
  OnednnGemm& operator=(const OnednnGemm&) = delete;

  /// What `run` needs, 64-byte aligned.
  std::size_t scratch_bytes() const { return scratch_bytes_; }
  void run(const float* a, const float* b, float* c, std::byte* scratch);

 private:
  /// An operand of the primitive; remembers where it lies, since moving it costs a call.
  struct Operand {
    dnnl::memory memory;
    void* place = nullptr;
    void move_to(void* to);
  };

  kernels::GemmShape shape_;
  Routine routine_;
  dnnl::matmul matmul_;
  dnnl::stream stream_;
  Operand a_, b_, c_, scratch_;
  std::size_t scratch_bytes_ = 0;
};

const char* name_of(OnednnGemm::Routine routine);

/// Threads of OpenMP's regions, and so of oneDNN's calls, that the calling thread starts from now
/// on.
void set_openmp_threads(int threads);

/// "2.6.3"
const char* onednn_version();

}  // namespace occam::bench
