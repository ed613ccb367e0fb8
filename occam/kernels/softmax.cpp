#include "occam/kernels/softmax.h"

#include <algorithm>
#include <cstddef>
#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "occam/kernels/softmax.cpp"
#include "hwy/foreach_target.h"
// foreach_target.h must come first.
#include "hwy/highway.h"
#include "occam/kernels/row_exp-inl.h"
#include "occam/kernels/sum32-inl.h"
#include "occam/kernels/vector_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace occam::kernels::HWY_NAMESPACE {
namespace {

using FT = FloatTag;
using FV = FloatVector;

HWY_INLINE float log_of(float x) {
  const FT d;
  return hn::GetLane(vector_log(d, hn::Set(d, x)));
}

// What a label outside makes of a row.
constexpr float kNoLabel = std::numeric_limits<float>::quiet_NaN();

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
  for_row_groups<true>(x, y, n, row_begin, row_end, [&](const ExpRows& rows) HWY_ATTR {
    for (std::size_t k = 0; k < rows.count; ++k) {
      float* out = rows.y + k * n;
      const FV sum = hn::Set(d, rows.sum[k]);
      for_vectors(n, [&](std::size_t i, std::size_t count) HWY_ATTR {
        store_lanes(hn::Div(rows.exp(k, i, count), sum), out + i, count);
      });
    }
  });
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
  const std::size_t n = static_cast<std::size_t>(cols);
  for_row_groups<false>(x, nullptr, n, row_begin, row_end, [&](const ExpRows& rows) HWY_ATTR {
    float at_label[ExpRows::kMost];
    for (std::size_t k = 0; k < rows.count; ++k) {
      const std::int64_t position = label_position(label[rows.first + k], cols);
      at_label[k] = position < 0 ? kNoLabel
                                 : rows.x[k * n + static_cast<std::size_t>(position)] - rows.max[k];
    }
    for_vectors(rows.count, [&](std::size_t i, std::size_t count) HWY_ATTR {
      const FT d;
      const FV log_sum = vector_log(d, load_lanes(rows.sum + i, count));
      store_lanes(hn::Sub(log_sum, load_lanes(at_label + i, count)), loss + rows.first + i, count);
    });
  });
}

void sparse_gradient_rows(const float* x, const float* label, const float* dloss, float* dx,
                          std::int64_t cols, std::int64_t row_begin, std::int64_t row_end) {
  const FT d;
  const std::size_t n = static_cast<std::size_t>(cols);
  for_row_groups<true>(x, dx, n, row_begin, row_end, [&](const ExpRows& rows) HWY_ATTR {
    for (std::size_t k = 0; k < rows.count; ++k) {
      float* out = rows.y + k * n;
      const std::int64_t position = label_position(label[rows.first + k], cols);
      const float scale = position < 0 ? kNoLabel : dloss[rows.first + k];
      const float at_label =
          position < 0 ? 0.0f : (rows.exp_at(k, position) / rows.sum[k] - 1.0f) * scale;
      const FV sum = hn::Set(d, rows.sum[k]), factor = hn::Set(d, scale);
      for_vectors(n, [&](std::size_t i, std::size_t count) HWY_ATTR {
        const FV p = hn::Div(rows.exp(k, i, count), sum);
        store_lanes(hn::Mul(p, factor), out + i, count);
      });
      if (position >= 0) out[position] = at_label;
    }
  });
}

void sparse_gradient_of_softmax_rows(const float* y, const float* label, const float* dloss,
                                     float* dx, std::int64_t cols, std::int64_t row_begin,
                                     std::int64_t row_end) {
  const FT d;
  for (std::int64_t r = row_begin; r < row_end; ++r) {
    const float* p = y + r * cols;
    float* out = dx + r * cols;
    const std::int64_t position = label_position(label[r], cols);
    const float scale = position < 0 ? kNoLabel : dloss[r];
    const float at_label = position < 0 ? 0.0f : (p[position] - 1.0f) * scale;
    const FV factor = hn::Set(d, scale);
    for_vectors(static_cast<std::size_t>(cols), [&](std::size_t i, std::size_t count) HWY_ATTR {
      store_lanes(hn::Mul(load_lanes(p + i, count), factor), out + i, count);
    });
    if (position >= 0) out[position] = at_label;
  }
}

void loss_rows(const float* x, const float* target, float* loss, std::int64_t cols,
               std::int64_t row_begin, std::int64_t row_end) {
  const FT d;
  const std::size_t n = static_cast<std::size_t>(cols);
  for_row_groups<false>(x, nullptr, n, row_begin, row_end, [&](const ExpRows& rows) HWY_ATTR {
    for (std::size_t k = 0; k < rows.count; ++k) {
      const float* in = rows.x + k * n;
      const float* t = target + (rows.first + k) * n;
      const FV max = hn::Set(d, rows.max[k]), log_sum = hn::Set(d, log_of(rows.sum[k]));
      loss[rows.first + k] = sum32_of(n, [&](std::size_t i, std::size_t count) HWY_ATTR {
        const FV shifted = hn::Sub(load_lanes(in + i, count), max);
        const FV term = hn::Mul(load_lanes(t + i, count), hn::Sub(log_sum, shifted));
        return first_lanes(term, count);
      });
    }
  });
}

void gradient_rows(const float* x, const float* target, const float* dloss, float* dx,
                   std::int64_t cols, std::int64_t row_begin, std::int64_t row_end) {
  const FT d;
  const std::size_t n = static_cast<std::size_t>(cols);
  for_row_groups<true>(x, dx, n, row_begin, row_end, [&](const ExpRows& rows) HWY_ATTR {
    for (std::size_t k = 0; k < rows.count; ++k) {
      const float* t = target + (rows.first + k) * n;
      float* out = rows.y + k * n;
      const FV sum = hn::Set(d, rows.sum[k]), mass = hn::Set(d, sum32(t, n));
      const FV factor = hn::Set(d, dloss[rows.first + k]);
      for_vectors(n, [&](std::size_t i, std::size_t count) HWY_ATTR {
        const FV p = hn::Div(rows.exp(k, i, count), sum);
        const FV difference = hn::Sub(hn::Mul(p, mass), load_lanes(t + i, count));
        store_lanes(hn::Mul(difference, factor), out + i, count);
      });
    }
  });
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
HWY_EXPORT(sparse_gradient_of_softmax_rows);
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

void sparse_gradient_of_softmax(const float* y, const float* label, const float* dloss, float* dx,
                                std::int64_t cols, std::int64_t row_begin, std::int64_t row_end) {
  HWY_DYNAMIC_DISPATCH(sparse_gradient_of_softmax_rows)
  (y, label, dloss, dx, cols, row_begin, row_end);
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
