#pragma once

#include <cstdint>
#include <span>

#include "occam/base/dtype.h"

namespace occam::kernels {

/// out[i, :] = factor * float32(source[rows[i], :]) for i in [begin, end): a batch's rows picked
/// from a dataset that stays in its own element type. factor 1 copies unchanged. `cols` elements a
/// row, both row-major. float64 and integers are rounded to float32 before the factor is applied.
void gather_rows(const void* source, DType dtype, std::int64_t cols,
                 std::span<const std::int64_t> rows, float factor, float* out, std::int64_t begin,
                 std::int64_t end);

}  // namespace occam::kernels
