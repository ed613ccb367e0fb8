// exp(x - max) of rows and its sum; included once per instruction set.
#if defined(OCCAM_KERNELS_ROW_EXP_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OCCAM_KERNELS_ROW_EXP_INL_H_
#undef OCCAM_KERNELS_ROW_EXP_INL_H_
#else
#define OCCAM_KERNELS_ROW_EXP_INL_H_
#endif

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "hwy/highway.h"
#include "occam/kernels/sum32-inl.h"
#include "occam/kernels/vector_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace occam::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
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

// Rows of at most so many values are taken a vector of rows at a time: else most of the time goes
// into the steps that bring a row's lanes together, one after the other.
inline constexpr std::size_t kNarrow = 16;

// Lane r: what `op` makes of the lanes of rows[r], j with j + half for half = kLanes / 2, ..., 1,
// as fold32 does. Two rows go on in one vector at each half.
template <class Op>
HWY_INLINE FV fold_rows(const FV (&rows)[kLanes], [[maybe_unused]] const Op& op) {
#if HWY_TARGET == HWY_SCALAR
  return rows[0];
#else
  const FT d;
  const hn::Repartition<std::uint64_t, FT> pairs;
  FV blocks[4];  // of blocks[i] the four lanes b: of row 4 b + i
#if HWY_MAX_BYTES >= 32
  const auto halves = [&](FV a, FV b) HWY_ATTR {
    return op(hn::ConcatLowerLower(d, b, a), hn::ConcatUpperUpper(d, b, a));
  };
#endif
#if HWY_MAX_BYTES >= 64
  alignas(64) static constexpr std::int32_t kFirst[16] = {0,  1,  2,  3,  8,  9,  10, 11,
                                                          16, 17, 18, 19, 24, 25, 26, 27};
  alignas(64) static constexpr std::int32_t kSecond[16] = {4,  5,  6,  7,  12, 13, 14, 15,
                                                           20, 21, 22, 23, 28, 29, 30, 31};
  const auto first = hn::SetTableIndices(d, kFirst), second = hn::SetTableIndices(d, kSecond);
  const auto two = [&](FV a, FV b, const auto& which)
                       HWY_ATTR { return FV{_mm512_permutex2var_ps(a.raw, which.raw, b.raw)}; };
  for (std::size_t i = 0; i < 4; ++i) {
    const FV low = halves(rows[i], rows[4 + i]), high = halves(rows[8 + i], rows[12 + i]);
    blocks[i] = op(two(low, high, first), two(low, high, second));
  }
#elif HWY_MAX_BYTES >= 32
  for (std::size_t i = 0; i < 4; ++i) blocks[i] = halves(rows[i], rows[4 + i]);
#else
  for (std::size_t i = 0; i < 4; ++i) blocks[i] = rows[i];
#endif
  const auto mix = [&](FV a, FV b) HWY_ATTR {
    return op(hn::InterleaveLower(d, a, b), hn::InterleaveUpper(d, a, b));
  };
  const auto low = hn::BitCast(pairs, mix(blocks[0], blocks[1]));
  const auto high = hn::BitCast(pairs, mix(blocks[2], blocks[3]));
  return op(hn::BitCast(d, hn::InterleaveLower(pairs, low, high)),
            hn::BitCast(d, hn::InterleaveUpper(pairs, low, high)));
#endif
}

// Some rows of x, one below the other: the largest of each and the sum of exp(x - max); where it is
// asked for, that itself too, of long rows in y.
struct ExpRows {
  static constexpr std::size_t kMost = 16;
  explicit ExpRows(std::size_t cols) : n(cols) {}

  std::size_t n, first = 0, count = 0;
  const float* x = nullptr;
  float* y = nullptr;
  HWY_ALIGN float max[kMost], sum[kMost];
  HWY_ALIGN float narrow[kMost * kNarrow];  // whole vectors: a part that was stored is slow to load

  HWY_INLINE FV exp(std::size_t k, std::size_t i, std::size_t part) const {
    if (n <= kNarrow) return hn::Load(FT(), narrow + k * kNarrow + i);
    return load_lanes(y + k * n + i, part);
  }
  HWY_INLINE float exp_at(std::size_t k, std::int64_t i) const {
    return n <= kNarrow ? narrow[k * kNarrow + static_cast<std::size_t>(i)]
                        : y[k * n + static_cast<std::size_t>(i)];
  }
};

// Rows k to k + kLanes, of kVectors vectors at most; the last row stands in for those that are
// missing.
template <bool kStore, std::size_t kVectors>
HWY_INLINE void exp_narrow(ExpRows& rows, std::size_t k) {
  const FT d;
  const std::size_t n = rows.n;
  const FV lowest = hn::Set(d, -std::numeric_limits<float>::infinity());
  const auto row = [&](std::size_t r) { return std::min(k + r, rows.count - 1) * n; };
  const auto inside = [&](std::size_t j) HWY_ATTR {
    return hn::FirstN(d, std::min(kLanes, n - std::min(n, j * kLanes)));
  };
  FV values[kLanes][kVectors], folded[kLanes];
  for (std::size_t r = 0; r < kLanes; ++r) {
    const float* x = rows.x + row(r);
    for (std::size_t j = 0; j < kVectors; ++j) {
      const std::size_t begin = std::min(n, j * kLanes), count = std::min(kLanes, n - begin);
      values[r][j] = hn::IfThenElse(inside(j), load_lanes(x + begin, count), lowest);
    }
    folded[r] = values[r][0];
    for (std::size_t j = 1; j < kVectors; ++j) folded[r] = hn::Max(folded[r], values[r][j]);
  }
  const auto max = [](FV a, FV b) HWY_ATTR { return hn::Max(a, b); };
  hn::Store(fold_rows(folded, max), d, rows.max + k);
  for (std::size_t r = 0; r < kLanes; ++r) {
    const FV top = hn::Set(d, rows.max[k + r]);
    FV sums[kVectors];
    for (std::size_t j = 0; j < kVectors; ++j) {
      const FV e = vector_exp(d, hn::Sub(values[r][j], top));
      if constexpr (kStore) hn::Store(e, d, rows.narrow + (k + r) * kNarrow + j * kLanes);
      sums[j] = hn::IfThenElseZero(inside(j), e);
    }
    for (std::size_t half = kVectors / 2; half > 0; half /= 2)
      for (std::size_t j = 0; j < half; ++j) sums[j] = hn::Add(sums[j], sums[j + half]);
    folded[r] = sums[0];
  }
  const auto add = [](FV a, FV b) HWY_ATTR { return hn::Add(a, b); };
  hn::Store(fold_rows(folded, add), d, rows.sum + k);
}

// Calls use(rows) for the rows of x in groups.
template <bool kStore, class Use>
HWY_INLINE void for_row_groups(const float* x, float* y, std::size_t n, std::int64_t row_begin,
                               std::int64_t row_end, const Use& use) {
  ExpRows rows(n);
  const std::size_t end = static_cast<std::size_t>(row_end);
  // A group of long rows would not stay in the cache until it is used.
  const std::size_t most = n <= kNarrow || !kStore ? ExpRows::kMost : 1;
  for (rows.first = static_cast<std::size_t>(row_begin); rows.first < end;
       rows.first += rows.count) {
    rows.count = std::min(most, end - rows.first);
    rows.x = x + rows.first * n;
    rows.y = kStore ? y + rows.first * n : nullptr;
    if (n <= kLanes) {
      for (std::size_t k = 0; k < rows.count; k += kLanes) exp_narrow<kStore, 1>(rows, k);
    } else if (n <= kNarrow) {
      constexpr std::size_t kVectors = std::max<std::size_t>(1, kNarrow / kLanes);
      for (std::size_t k = 0; k < rows.count; k += kLanes) exp_narrow<kStore, kVectors>(rows, k);
    } else {
      for (std::size_t k = 0; k < rows.count; ++k) {
        const FV max = row_max(rows.x + k * n, n);
        rows.max[k] = hn::GetLane(max);
        rows.sum[k] = exp_row<kStore>(rows.x + k * n, kStore ? rows.y + k * n : nullptr, max, n);
      }
    }
    use(rows);
  }
}

}  // namespace occam::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
