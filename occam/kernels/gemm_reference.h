#pragma once

#include "occam/kernels/gemm.h"

namespace occam::kernels {

/// The defined sum of gemm_run as plain loops with std::fma: C = op(A) op(B). The oracle of its
/// tests.
void gemm_reference(const GemmShape& shape, const float* a, const float* b, float* c);

}  // namespace occam::kernels
