#include "occam/kernels/gather.h"

#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "occam/kernels/gather.cpp"
#include <hwy/foreach_target.h>
// After foreach_target.h.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace occam::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// One product per element: vector and scalar code give the same bits, so the tail of a row may be
// computed a second time by a last vector that ends with the row.
template <class Load, class Scalar>
HWY_INLINE void scale_row(std::int64_t cols, float* HWY_RESTRICT out, Load load, Scalar scalar) {
  const hn::ScalableTag<float> d;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  if (cols < lanes) {
    for (std::int64_t c = 0; c < cols; ++c) out[c] = scalar(c);
    return;
  }
  std::int64_t c = 0;
  for (; c + lanes <= cols; c += lanes) hn::StoreU(load(c), d, out + c);
  if (c < cols) hn::StoreU(load(cols - lanes), d, out + cols - lanes);
}

void gather_uint8(const std::uint8_t* source, std::int64_t cols, const std::int64_t* rows,
                  float factor, float* out, std::int64_t begin, std::int64_t end) {
  const hn::ScalableTag<float> d;
  const hn::Rebind<std::int32_t, decltype(d)> d_int;
  const hn::Rebind<std::uint8_t, decltype(d)> d_byte;
  const auto factors = hn::Set(d, factor);
  for (std::int64_t i = begin; i < end; ++i) {
    const std::uint8_t* HWY_RESTRICT row = source + rows[i] * cols;
    scale_row(
        cols, out + i * cols,
        [&](std::int64_t c) HWY_ATTR {
          const auto integers = hn::PromoteTo(d_int, hn::LoadU(d_byte, row + c));
          return hn::Mul(hn::ConvertTo(d, integers), factors);
        },
        [&](std::int64_t c) HWY_ATTR { return static_cast<float>(row[c]) * factor; });
  }
}

void gather_float32(const float* source, std::int64_t cols, const std::int64_t* rows, float factor,
                    float* out, std::int64_t begin, std::int64_t end) {
  const hn::ScalableTag<float> d;
  const auto factors = hn::Set(d, factor);
  for (std::int64_t i = begin; i < end; ++i) {
    const float* HWY_RESTRICT row = source + rows[i] * cols;
    scale_row(
        cols, out + i * cols,
        [&](std::int64_t c) HWY_ATTR { return hn::Mul(hn::LoadU(d, row + c), factors); },
        [&](std::int64_t c) HWY_ATTR { return row[c] * factor; });
  }
}

}  // namespace occam::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace occam::kernels {
namespace {

HWY_EXPORT(gather_uint8);
HWY_EXPORT(gather_float32);

/// A call of memcpy costs as much as the row when the row is short.
inline void copy_row(const float* from, float* to, std::int64_t cols) {
  constexpr std::int64_t kShort = 64, kPiece = 4;
  if (cols > kShort) {
    std::memcpy(to, from, static_cast<std::size_t>(cols) * sizeof(float));
  } else if (cols < kPiece) {
    for (std::int64_t c = 0; c < cols; ++c) to[c] = from[c];
  } else {
    for (std::int64_t c = 0; c + kPiece < cols; c += kPiece) {
      std::memcpy(to + c, from + c, kPiece * sizeof(float));
    }
    std::memcpy(to + cols - kPiece, from + cols - kPiece, kPiece * sizeof(float));
  }
}

void copy_rows(const float* source, std::int64_t cols, std::span<const std::int64_t> rows,
               float* out, std::int64_t begin, std::int64_t end) {
  for (std::int64_t i = begin; i < end; ++i) {
    copy_row(source + rows[static_cast<std::size_t>(i)] * cols, out + i * cols, cols);
  }
}

template <class T>
void convert_rows(const T* source, std::int64_t cols, std::span<const std::int64_t> rows,
                  float factor, float* out, std::int64_t begin, std::int64_t end) {
  for (std::int64_t i = begin; i < end; ++i) {
    const T* row = source + rows[static_cast<std::size_t>(i)] * cols;
    for (std::int64_t c = 0; c < cols; ++c) {
      out[i * cols + c] = static_cast<float>(row[c]) * factor;
    }
  }
}

// Rows [begin, end). Without a call of its own: a step of a small network is not much longer.
HWY_INLINE void gather_range(const void* source, DType dtype, std::int64_t cols,
                             std::span<const std::int64_t> rows, float factor, float* out,
                             std::int64_t begin, std::int64_t end) {
  switch (dtype) {
    case DType::kUint8:
      HWY_DYNAMIC_DISPATCH(gather_uint8)
      (static_cast<const std::uint8_t*>(source), cols, rows.data(), factor, out, begin, end);
      return;
    case DType::kFloat32:
      if (factor == 1.0f) {
        copy_rows(static_cast<const float*>(source), cols, rows, out, begin, end);
        return;
      }
      HWY_DYNAMIC_DISPATCH(gather_float32)
      (static_cast<const float*>(source), cols, rows.data(), factor, out, begin, end);
      return;
    case DType::kFloat64:
    case DType::kInt32:
    case DType::kInt64:
      break;
  }
  visit_dtype(dtype, [&]<class T>(T) {
    convert_rows(static_cast<const T*>(source), cols, rows, factor, out, begin, end);
  });
}

}  // namespace

void gather_rows(const void* source, DType dtype, std::int64_t cols,
                 std::span<const std::int64_t> rows, float factor, float* out, std::int64_t begin,
                 std::int64_t end) {
  constexpr std::int64_t kLine = 64, kAhead = 2;
  const std::int64_t row_bytes = cols * static_cast<std::int64_t>(size_of(dtype));
  if (row_bytes <= 4 * kLine)
    return gather_range(source, dtype, cols, rows, factor, out, begin, end);
  // The rows of a shuffled batch lie anywhere: the processor cannot guess the next one.
  for (std::int64_t i = begin; i < end; ++i) {
    if (i + kAhead < end) {
      const std::byte* const next = static_cast<const std::byte*>(source) +
                                    rows[static_cast<std::size_t>(i + kAhead)] * row_bytes;
      for (std::int64_t at = 0; at < row_bytes; at += kLine) __builtin_prefetch(next + at);
    }
    gather_range(source, dtype, cols, rows, factor, out, i, i + 1);
  }
}

}  // namespace occam::kernels
#endif  // HWY_ONCE
