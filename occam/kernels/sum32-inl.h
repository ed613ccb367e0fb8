// Loads and stores of a part of a vector, and the defined sum; included once per instruction set.
#if defined(OCCAM_KERNELS_SUM32_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OCCAM_KERNELS_SUM32_INL_H_
#undef OCCAM_KERNELS_SUM32_INL_H_
#else
#define OCCAM_KERNELS_SUM32_INL_H_
#endif

#include <cstddef>
#include <cstring>

#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace occam::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using FloatTag = hn::ScalableTag<float>;
using FloatVector = hn::Vec<FloatTag>;
inline constexpr std::size_t kLanes = hn::MaxLanes(FloatTag());
static_assert(!HWY_HAVE_SCALABLE, "vectors of unknown size (SVE, RVV) are not supported");
static_assert(32 % kLanes == 0);

// x86's masked moves touch no lane outside the mask; elsewhere a copy stands in.
#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3
#define OCCAM_HAVE_MASKED_MOVES 1
#else
#define OCCAM_HAVE_MASKED_MOVES 0
#endif

// The first `count` < kLanes values at p, +0 in the other lanes; reads nothing beyond them.
HWY_INLINE FloatVector load_part(FloatTag d, const float* p, std::size_t count) {
#if OCCAM_HAVE_MASKED_MOVES
  return hn::MaskedLoad(hn::FirstN(d, count), d, p);
#else
  HWY_ALIGN float lanes[kLanes] = {};
  for (std::size_t i = 0; i < count; ++i) lanes[i] = p[i];
  return hn::Load(d, lanes);
#endif
}

// Stores the first `count` < kLanes lanes; writes nothing beyond them.
HWY_INLINE void store_part(FloatVector v, FloatTag d, float* p, std::size_t count) {
#if OCCAM_HAVE_MASKED_MOVES
  hn::BlendedStore(v, hn::FirstN(d, count), d, p);
#else
  HWY_ALIGN float lanes[kLanes];
  hn::Store(v, d, lanes);
  for (std::size_t i = 0; i < count; ++i) p[i] = lanes[i];
#endif
}
#undef OCCAM_HAVE_MASKED_MOVES

// Folds 32 lanes held in 32 / kLanes vectors: lane j += lane j + half for half = 16, 8, 4, 2, 1.
HWY_INLINE float fold32(FloatVector* lanes) {
  for (std::size_t half = 32 / kLanes / 2; half > 0; half /= 2) {
    for (std::size_t i = 0; i < half; ++i) lanes[i] = hn::Add(lanes[i], lanes[i + half]);
  }
#if HWY_TARGET == HWY_SCALAR
  return hn::GetLane(lanes[0]);
#else
  [[maybe_unused]] const hn::FixedTag<float, 4> d4;
#if HWY_MAX_BYTES >= 64
  const hn::FixedTag<float, 8> d8;
  const auto v8 = hn::Add(hn::LowerHalf(d8, lanes[0]), hn::UpperHalf(d8, lanes[0]));
  auto v = hn::Add(hn::LowerHalf(d4, v8), hn::UpperHalf(d4, v8));
#elif HWY_MAX_BYTES >= 32
  auto v = hn::Add(hn::LowerHalf(d4, lanes[0]), hn::UpperHalf(d4, lanes[0]));
#else
  auto v = lanes[0];
#endif  // HWY_MAX_BYTES
  v = hn::Add(v, hn::Shuffle1032(v));
  v = hn::Add(v, hn::Shuffle2301(v));
  return hn::GetLane(v);
#endif  // HWY_SCALAR
}

// sum32 (tile_program.h) of n values given a vector at a time: `values(i, count)` returns values
// i, i + 1, ... in its first `count` <= kLanes lanes and +0 in the others. A lane of the sum is
// never -0, so that adding +0 adds nothing.
template <class Values>
HWY_INLINE float sum32_of(std::size_t n, const Values& values) {
  constexpr std::size_t kVectors = 32 / kLanes;
  const FloatTag d;
  FloatVector lanes[kVectors];
  for (std::size_t j = 0; j < kVectors; ++j) lanes[j] = hn::Zero(d);
  std::size_t i = 0;
  for (; i + 32 <= n; i += 32) {
    for (std::size_t j = 0; j < kVectors; ++j) {
      lanes[j] = hn::Add(lanes[j], values(i + j * kLanes, kLanes));
    }
  }
  for (std::size_t j = 0; j < kVectors; ++j, i += kLanes) {
    if (i + kLanes <= n) {
      lanes[j] = hn::Add(lanes[j], values(i, kLanes));
    } else if (i < n) {
      lanes[j] = hn::Add(lanes[j], values(i, n - i));
    }
  }
  return fold32(lanes);
}

struct LoadValues {
  const float* p;
  HWY_INLINE FloatVector operator()(std::size_t i, std::size_t count) const {
    return count == kLanes ? hn::LoadU(FloatTag(), p + i) : load_part(FloatTag(), p + i, count);
  }
};

HWY_INLINE float sum32(const float* p, std::size_t n) { return sum32_of(n, LoadValues{p}); }

}  // namespace occam::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
