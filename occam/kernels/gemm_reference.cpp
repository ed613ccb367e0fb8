#include "occam/kernels/gemm_reference.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace occam::kernels {

void gemm_reference(const GemmShape& shape, const float* a, const float* b, float* c) {
  constexpr std::int64_t kChunk = 384;
  const auto chain = [&](std::int64_t i, std::int64_t j, std::int64_t begin) {
    float sum = 0.0f;
    for (std::int64_t k = begin; k < std::min(begin + kChunk, shape.k); ++k) {
      const float left = shape.transpose_a ? a[k * shape.lda + i] : a[i * shape.lda + k];
      const float right = shape.transpose_b ? b[j * shape.ldb + k] : b[k * shape.ldb + j];
      sum = std::fma(left, right, sum);
    }
    return sum;
  };
  for (std::int64_t i = 0; i < shape.m; ++i) {
    for (std::int64_t j = 0; j < shape.n; ++j) {
      // The first chunk is taken as it is: adding it to +0 would turn -0 into +0.
      float sum = chain(i, j, 0);
      for (std::int64_t k = kChunk; k < shape.k; k += kChunk) sum += chain(i, j, k);
      c[i * shape.ldc + j] = sum;
    }
  }
}

}  // namespace occam::kernels
