#include "occam/kernels/softmax.h"

#include <algorithm>
#include <cstddef>
#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "occam/kernels/softmax.cpp"
#include "hwy/foreach_target.h"
// foreach_target.h must come first.
#include "hwy/highway.h"
#include "occam/kernels/sum32-inl.h"
#include "occam/kernels/vector_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace occam::kernels::HWY_NAMESPACE {
namespace {

using FT = FloatTag;
using FV = FloatVector;

HWY_INLINE FV load_lanes(const float* p, std::size_t count) { return LoadValues{p}(0, count); }

HWY_INLINE void store_lanes(FV v, float* p, std::size_t count) {
  if (count == kLanes) {
    hn::StoreU(v, FT(), p);
  } else {
    store_part(v, FT(), p, count);
  }
}

// v in the first `count` lanes, +0 in the others: what sum32_of asks for.
HWY_INLINE FV first_lanes(FV v, std::size_t count) {
  const FT d;
  return count == kLanes ? v : hn::IfThenElseZero(hn::FirstN(d, count), v);
}

// Calls step(i, count) for the row's vectors; the last may have count < kLanes.
template <class Step>
HWY_INLINE void for_vectors(std::size_t n, const Step& step) {
  std::size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) step(i, kLanes);
  if (i < n) step(i, n - i);
}

HWY_INLINE FV max_of_lanes(FV v) {
  const FT d;
#if HWY_TARGET == HWY_EMU128
  // Highway's starts from the lowest finite value there: wrong for lanes that are all -inf.
  HWY_ALIGN float lanes[kLanes];
  hn::Store(v, d, lanes);
  return hn::Set(d, *std::max_element(lanes, lanes + kLanes));
#else
  return hn::MaxOfLanes(d, v);
#endif
}

// The row's largest value in every lane. A NaN may be lost here: exp(x - max) brings it back.
HWY_INLINE FV row_max(const float* x, std::size_t n) {
  const FT d;
  if (n < kLanes) {
    const FV lowest = hn::Set(d, -std::numeric_limits<float>::infinity());
    return max_of_lanes(hn::IfThenElse(hn::FirstN(d, n), load_part(d, x, n), lowest));
  }
  FV m0 = hn::LoadU(d, x + n - kLanes), m1 = m0, m2 = m0, m3 = m0;
  std::size_t i = 0;
  for (; i + 4 * kLanes <= n; i += 4 * kLanes) {
    m0 = hn::Max(m0, hn::LoadU(d, x + i));
    m1 = hn::Max(m1, hn::LoadU(d, x + i + kLanes));
    m2 = hn::Max(m2, hn::LoadU(d, x + i + 2 * kLanes));
    m3 = hn::Max(m3, hn::LoadU(d, x + i + 3 * kLanes));
  }
  for (; i + kLanes <= n; i += kLanes) m0 = hn::Max(m0, hn::LoadU(d, x + i));
  return max_of_lanes(hn::Max(hn::Max(m0, m1), hn::Max(m2, m3)));
}

// exp(x - max), stored in `y` when there is one; returns its sum.
template <bool kStore>
HWY_INLINE float exp_row(const float* x, float* y, FV max, std::size_t n) {
  return sum32_of(n, [&](std::size_t i, std::size_t count) HWY_ATTR {
    const FT d;
    const FV e = vector_exp(d, hn::Sub(load_lanes(x + i, count), max));
    if constexpr (kStore) store_lanes(e, y + i, count);
    return first_lanes(e, count);
  });
}

HWY_INLINE float log_of(float x) {
  const FT d;
  return hn::GetLane(vector_log(d, hn::Set(d, x)));
}

// Position of an integer label inside [0, cols), else -1.
HWY_INLINE std::int64_t label_position(float label, std::int64_t cols) {
  if (!(label >= 0.0f && label < static_cast<float>(cols))) return -1;
  const std::int64_t position = static_cast<std::int64_t>(label);
  return position < cols && static_cast<float>(position) == label ? position : -1;
}

void softmax_rows(const float* x, float* y, std::int64_t cols, std::int64_t row_begin,
                  std::int64_t row_end) {
  const FT d;
  const std::size_t n = static_cast<std::size_t>(cols);
  for (std::int64_t r = row_begin; r < row_end; ++r) {
    float* out = y + r * cols;
    const float* in = x + r * cols;
    const FV sum = hn::Set(d, exp_row<true>(in, out, row_max(in, n), n));
    for_vectors(n, [&](std::size_t i, std::size_t count) HWY_ATTR {
      store_lanes(hn::Div(load_lanes(out + i, count), sum), out + i, count);
    });
  }
}

void softmax_gradient_rows(const float* y, const float* dy, float* dx, std::int64_t cols,
                           std::int64_t row_begin, std::int64_t row_end) {
  const FT d;
  const std::size_t n = static_cast<std::size_t>(cols);
  for (std::int64_t r = row_begin; r < row_end; ++r) {
    const float* p = y + r * cols;
    const float* g = dy + r * cols;
    float* out = dx + r * cols;
    const FV dot = hn::Set(d, sum32_of(n, [&](std::size_t i, std::size_t count) HWY_ATTR {
                             return hn::Mul(load_lanes(g + i, count), load_lanes(p + i, count));
                           }));
    for_vectors(n, [&](std::size_t i, std::size_t count) HWY_ATTR {
      const FV centred = hn::Sub(load_lanes(g + i, count), dot);
      store_lanes(hn::Mul(centred, load_lanes(p + i, count)), out + i, count);
    });
  }
}

void sparse_loss_rows(const float* x, const float* label, float* loss, std::int64_t cols,
                      std::int64_t row_begin, std::int64_t row_end) {
  // Rows in batches, so that logarithms are taken a vector at a time.
  constexpr std::int64_t kBatch = 64;
  const std::size_t n = static_cast<std::size_t>(cols);
  float sums[kBatch], at_label[kBatch];
  for (std::int64_t begin = row_begin; begin < row_end; begin += kBatch) {
    const std::int64_t rows = std::min(kBatch, row_end - begin);
    for (std::int64_t k = 0; k < rows; ++k) {
      const float* in = x + (begin + k) * cols;
      const FV max = row_max(in, n);
      sums[k] = exp_row<false>(in, nullptr, max, n);
      const std::int64_t position = label_position(label[begin + k], cols);
      at_label[k] =
          position < 0 ? std::numeric_limits<float>::quiet_NaN() : in[position] - hn::GetLane(max);
    }
    for_vectors(static_cast<std::size_t>(rows), [&](std::size_t i, std::size_t count) HWY_ATTR {
      const FT d;
      const FV log_sum = vector_log(d, load_lanes(sums + i, count));
      store_lanes(hn::Sub(log_sum, load_lanes(at_label + i, count)), loss + begin + i, count);
    });
  }
}

void sparse_gradient_rows(const float* x, const float* label, const float* dloss, float* dx,
                          std::int64_t cols, std::int64_t row_begin, std::int64_t row_end) {
  const FT d;
  const std::size_t n = static_cast<std::size_t>(cols);
  for (std::int64_t r = row_begin; r < row_end; ++r) {
    const float* in = x + r * cols;
    float* out = dx + r * cols;
    const FV sum = hn::Set(d, exp_row<true>(in, out, row_max(in, n), n));
    const std::int64_t position = label_position(label[r], cols);
    const float scale = position < 0 ? std::numeric_limits<float>::quiet_NaN() : dloss[r];
    const float at_label = position < 0 ? 0.0f : (out[position] / hn::GetLane(sum) - 1.0f) * scale;
    const FV factor = hn::Set(d, scale);
    for_vectors(n, [&](std::size_t i, std::size_t count) HWY_ATTR {
      const FV p = hn::Div(load_lanes(out + i, count), sum);
      store_lanes(hn::Mul(p, factor), out + i, count);
    });
    if (position >= 0) out[position] = at_label;
  }
}

void loss_rows(const float* x, const float* target, float* loss, std::int64_t cols,
               std::int64_t row_begin, std::int64_t row_end) {
  const FT d;
  const std::size_t n = static_cast<std::size_t>(cols);
  for (std::int64_t r = row_begin; r < row_end; ++r) {
    const float* in = x + r * cols;
    const float* t = target + r * cols;
    const FV max = row_max(in, n);
    const FV log_sum = hn::Set(d, log_of(exp_row<false>(in, nullptr, max, n)));
    loss[r] = sum32_of(n, [&](std::size_t i, std::size_t count) HWY_ATTR {
      const FV shifted = hn::Sub(load_lanes(in + i, count), max);
      const FV term = hn::Mul(load_lanes(t + i, count), hn::Sub(log_sum, shifted));
      return first_lanes(term, count);
    });
  }
}

void gradient_rows(const float* x, const float* target, const float* dloss, float* dx,
                   std::int64_t cols, std::int64_t row_begin, std::int64_t row_end) {
  const FT d;
  const std::size_t n = static_cast<std::size_t>(cols);
  for (std::int64_t r = row_begin; r < row_end; ++r) {
    const float* in = x + r * cols;
    const float* t = target + r * cols;
    float* out = dx + r * cols;
    const FV sum = hn::Set(d, exp_row<true>(in, out, row_max(in, n), n));
    const FV mass = hn::Set(d, sum32(t, n));
    const FV factor = hn::Set(d, dloss[r]);
    for_vectors(n, [&](std::size_t i, std::size_t count) HWY_ATTR {
      const FV p = hn::Div(load_lanes(out + i, count), sum);
      const FV difference = hn::Sub(hn::Mul(p, mass), load_lanes(t + i, count));
      store_lanes(hn::Mul(difference, factor), out + i, count);
    });
  }
}

// First position whose value fulfils `test`, or n.
template <class Test>
HWY_INLINE std::size_t find_first(const float* x, std::size_t n, const Test& test) {
  const FT d;
  std::size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    const std::intptr_t lane = hn::FindFirstTrue(d, test(hn::LoadU(d, x + i)));
    if (lane >= 0) return i + static_cast<std::size_t>(lane);
  }
  if (i == n) return n;
  const auto inside = hn::FirstN(d, n - i);
  const std::intptr_t lane =
      hn::FindFirstTrue(d, hn::And(inside, test(load_part(d, x + i, n - i))));
  return lane >= 0 ? i + static_cast<std::size_t>(lane) : n;
}

void argmax_rows(const float* x, float* index, std::int64_t cols, std::int64_t row_begin,
                 std::int64_t row_end) {
  const std::size_t n = static_cast<std::size_t>(cols);
  for (std::int64_t r = row_begin; r < row_end; ++r) {
    const float* in = x + r * cols;
    std::size_t best = find_first(in, n, [](FV v) HWY_ATTR { return hn::IsNaN(v); });
    if (best == n) {
      const FV max = row_max(in, n);
      best = find_first(in, n, [max](FV v) HWY_ATTR { return hn::Eq(v, max); });
    }
    index[r] = static_cast<float>(best);
  }
}

}  // namespace
}  // namespace occam::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace occam::kernels {

HWY_EXPORT(softmax_rows);
HWY_EXPORT(softmax_gradient_rows);
HWY_EXPORT(sparse_loss_rows);
HWY_EXPORT(sparse_gradient_rows);
HWY_EXPORT(loss_rows);
HWY_EXPORT(gradient_rows);
HWY_EXPORT(argmax_rows);

void softmax(const float* x, float* y, std::int64_t cols, std::int64_t row_begin,
             std::int64_t row_end) {
  HWY_DYNAMIC_DISPATCH(softmax_rows)(x, y, cols, row_begin, row_end);
}

void softmax_gradient(const float* y, const float* dy, float* dx, std::int64_t cols,
                      std::int64_t row_begin, std::int64_t row_end) {
  HWY_DYNAMIC_DISPATCH(softmax_gradient_rows)(y, dy, dx, cols, row_begin, row_end);
}

void sparse_softmax_cross_entropy(const float* x, const float* label, float* loss,
                                  std::int64_t cols, std::int64_t row_begin, std::int64_t row_end) {
  HWY_DYNAMIC_DISPATCH(sparse_loss_rows)(x, label, loss, cols, row_begin, row_end);
}

void sparse_softmax_cross_entropy_gradient(const float* x, const float* label, const float* dloss,
                                           float* dx, std::int64_t cols, std::int64_t row_begin,
                                           std::int64_t row_end) {
  HWY_DYNAMIC_DISPATCH(sparse_gradient_rows)(x, label, dloss, dx, cols, row_begin, row_end);
}

void softmax_cross_entropy(const float* x, const float* target, float* loss, std::int64_t cols,
                           std::int64_t row_begin, std::int64_t row_end) {
  HWY_DYNAMIC_DISPATCH(loss_rows)(x, target, loss, cols, row_begin, row_end);
}

void softmax_cross_entropy_gradient(const float* x, const float* target, const float* dloss,
                                    float* dx, std::int64_t cols, std::int64_t row_begin,
                                    std::int64_t row_end) {
  HWY_DYNAMIC_DISPATCH(gradient_rows)(x, target, dloss, dx, cols, row_begin, row_end);
}

void argmax(const float* x, float* index, std::int64_t cols, std::int64_t row_begin,
            std::int64_t row_end) {
  HWY_DYNAMIC_DISPATCH(argmax_rows)(x, index, cols, row_begin, row_end);
}

}  // namespace occam::kernels
#endif  // HWY_ONCE
