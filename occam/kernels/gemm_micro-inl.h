// Micro-kernels of the matrix product, once per instruction set: a block of C, at most kMaxRows x
// kMaxVectors registers, over one chunk of k. Included by gemm.cpp only.

#if defined(OCCAM_KERNELS_GEMM_MICRO_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OCCAM_KERNELS_GEMM_MICRO_INL_H_
#undef OCCAM_KERNELS_GEMM_MICRO_INL_H_
#else
#define OCCAM_KERNELS_GEMM_MICRO_INL_H_
#endif

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "hwy/cache_control.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace occam::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using D = hn::ScalableTag<float>;
using V = hn::Vec<D>;
constexpr int kLanes = static_cast<int>(hn::MaxLanes(D()));

// Whether a masked load of floats leaves the lanes beyond the mask untouched in memory. Where it
// does not, B is packed (and so padded) whenever its width is not a multiple of the vector.
constexpr bool kMaskedLoads =
    HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX3_DL;
constexpr bool kMaskedStores = HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX3_DL;

// Vectors a block may have, and the most rows at that width: sums + B's vectors + one broadcast
// have to fit the vector registers, and the rows' offsets the general ones.
constexpr std::array<int, 6> kWidths = {1, 2, 3, 4, 8, 16};
#if HWY_TARGET == HWY_AVX2
constexpr std::array<int, 6> kRowLimits = {12, 6, 4, 2, 1, 0};
#elif HWY_TARGET == HWY_EMU128 || HWY_TARGET == HWY_SCALAR
constexpr std::array<int, 6> kRowLimits = {4, 2, 1, 1, 0, 0};
#else
constexpr std::array<int, 6> kRowLimits = {11, 12, 8, 6, 3, 1};
#endif
constexpr int kMaxRows = *std::max_element(kRowLimits.begin(), kRowLimits.end());
// How many steps of k ahead the operands are asked for, by blocks of so many vectors and more: with
// AVX2 far enough for the third cache, but of a single row, whose lines would drive each other out.
constexpr std::ptrdiff_t AheadSteps(int rows) { return kLanes == 8 && rows > 1 ? 16 : 8; }
constexpr int kAheadBlock = 6;
// Whether loads leave room to ask for a left operand that the processor foresees by itself, too.
constexpr bool kAsksForRows = kLanes == 16;
constexpr int kCacheLine = 64 / static_cast<int>(sizeof(float));
constexpr int kLineVectors = std::max(1, kCacheLine / kLanes);
// For many rows: the index of the width whose blocks are the fastest: the fewest loads a product
// and, of equals, the one that a power of two can be cut into.
constexpr int kUsualWidth = kLanes == 16 ? 3 : kRowLimits[2] > 1 ? 2 : 1;
// With more rows in exchange, where the operands come from the second cache: the right one is read
// less often, and eight rows of a transposed left one are half a cache line.
constexpr int kTallWidth = std::min(kUsualWidth, HWY_TARGET == HWY_AVX2 ? 1 : 2);
// Wider panels have few rows, too few to copy for.
constexpr int kPackedWidths = kUsualWidth + 1;

/// A column panel: what all its row blocks have in common. Strides are in elements.
struct Panel {
  const float* b;             // depth x width
  std::ptrdiff_t b_k;         // from one k to the next
  std::ptrdiff_t a_row, a_k;  // from one row (k) of A to the next
  std::ptrdiff_t c_row;
  std::ptrdiff_t depth;  // length of the chunk
  std::size_t last;      // columns in the last vector, 1 .. kLanes
  float* packed;         // where a packing kernel leaves b, vector by vector, padded with zeros
  bool padded;           // b may be read in whole vectors
  bool ahead;            // steps of k lie too far apart for the processor to foresee them
  bool left_ahead;       // so do those of A; read with `ahead`
  bool rows_ahead;  // the begins of the next block's rows are asked for, by one vector's kernels
  bool c_ahead;     // the block's part of C is asked for before it is computed
  bool accumulate;  // add to C (a later chunk) instead of writing it
  // The block's sums over an earlier part of the chunk, vector by vector; null: chains begin at +0.
  const float* chains = nullptr;
};

/// Asks for the cache line of p + offset, which may lie outside the operand: nothing is read.
HWY_INLINE void Ahead(const float* p, std::ptrdiff_t offset) {
  hwy::Prefetch(reinterpret_cast<const float*>(
      reinterpret_cast<std::uintptr_t>(p) + static_cast<std::uintptr_t>(offset) * sizeof(float)));
}

template <class DT>
HWY_INLINE hn::Vec<DT> LoadFirst(DT d, const float* p, std::size_t count) {
  if constexpr (kMaskedLoads) {
    return hn::MaskedLoad(hn::FirstN(d, count), d, p);
  } else {
    HWY_ALIGN float lanes[hn::MaxLanes(d)] = {};
    for (std::size_t i = 0; i < count; ++i) lanes[i] = p[i];
    return hn::Load(d, lanes);
  }
}

// AMD's masked stores of AVX2 are microcoded: halves, as the bits of `count` say.
template <class DT>
HWY_INLINE void StoreFirst(DT d, hn::Vec<DT> v, float* p, std::size_t count) {
#if HWY_TARGET == HWY_SCALAR
  if (count > 0) hn::StoreU(v, d, p);
#else
  const hn::Half<DT> half;
  if constexpr (kMaskedStores) {
    hn::BlendedStore(v, hn::FirstN(d, count), d, p);
  } else if constexpr (hn::MaxLanes(d) == 8) {
    if (count < 4) return StoreFirst(half, hn::LowerHalf(half, v), p, count);
    hn::StoreU(hn::LowerHalf(half, v), half, p);
    StoreFirst(half, hn::UpperHalf(half, v), p + 4, count - 4);
  } else {
    static_assert(hn::MaxLanes(d) == 4);
    if (count == 4) return hn::StoreU(v, d, p);
    if (count >= 2) {
      hn::StoreU(hn::LowerHalf(half, v), half, p);
      v = hn::Shuffle1032(v);
      p += 2;
    }
    if (count % 2 == 1) *p = hn::GetLane(v);
  }
#endif
}

/// Which operands a block asks for ahead.
enum class Asked { kNothing, kRight, kBoth };

/// Adds the products of a chunk's steps [begin, end) to the sums, ascending in k; with kPack,
/// copies B's panel on the way.
template <bool kMasked, Asked kAsked, bool kPack, int kRows, int kVectors>
HWY_INLINE void AddProducts(const Panel& panel, const float* HWY_RESTRICT a, std::ptrdiff_t begin,
                            std::ptrdiff_t end, V (&sum)[kRows][kVectors]) {
  const D d;
  const std::ptrdiff_t a_row = panel.a_row, a_k = panel.a_k, b_k = panel.b_k;
  a += begin * a_k;
  const float* HWY_RESTRICT b = panel.b + begin * b_k;
  float* HWY_RESTRICT packed = kPack ? panel.packed + begin * kVectors * kLanes : nullptr;
  const auto mask = hn::FirstN(d, panel.last);
  for (std::ptrdiff_t k = end - begin; k > 0; --k) {
    if constexpr (kAsked != Asked::kNothing) {
      HWY_UNROLL(16)
      for (int v = 0; v < kVectors; v += kLineVectors)
        Ahead(b + v * kLanes, AheadSteps(kRows) * b_k);
    }
    if constexpr (kAsked == Asked::kBoth) Ahead(a, AheadSteps(kRows) * a_k);
    V right[kVectors];
    HWY_UNROLL(16)
    for (int v = 0; v < kVectors; ++v) {
      right[v] = kMasked && v == kVectors - 1 ? hn::MaskedLoad(mask, d, b + v * kLanes)
                                              : hn::LoadU(d, b + v * kLanes);
      if constexpr (kPack) hn::Store(right[v], d, packed + v * kLanes);
    }
    if constexpr (kPack) packed += kVectors * kLanes;
    HWY_UNROLL(16)
    for (int r = 0; r < kRows; ++r) {
      const V left = hn::Set(d, a[r * a_row]);
      HWY_UNROLL(16)
      for (int v = 0; v < kVectors; ++v) sum[r][v] = hn::MulAdd(left, right[v], sum[r][v]);
    }
    a += a_k;
    b += b_k;
  }
}

/// A block of C, `kRows` x `kVectors` vectors, over one chunk or, with `chains`, a part of it.
template <int kRows, int kVectors, bool kPack>
HWY_INLINE void MultiplyBlock(const Panel& panel, const float* HWY_RESTRICT a,
                              float* HWY_RESTRICT c) {
  const D d;
  V sum[kRows][kVectors];
  HWY_UNROLL(16)
  for (int r = 0; r < kRows; ++r) {
    HWY_UNROLL(16)
    for (int v = 0; v < kVectors; ++v) sum[r][v] = hn::Zero(d);
  }
  // Narrow products alone do a chunk in parts.
  if constexpr (kLanes == 16 && kVectors <= 2) {
    if (panel.chains != nullptr) {
      HWY_UNROLL(16)
      for (int r = 0; r < kRows; ++r) {
        HWY_UNROLL(16)
        for (int v = 0; v < kVectors; ++v)
          sum[r][v] = hn::LoadU(d, panel.chains + (r * kVectors + v) * kLanes);
      }
    }
  }
  const std::ptrdiff_t depth = panel.depth;
  const std::size_t last = panel.last;
  const bool whole = last == kLanes;
  if (panel.c_ahead) {
    HWY_UNROLL(16)
    for (int r = 0; r < kRows; ++r) {
      HWY_UNROLL(16)
      for (int v = 0; v < kVectors; v += kLineVectors) Ahead(c, r * panel.c_row + v * kLanes);
    }
  }
  if constexpr (kVectors == 1 && kRows > 1) {
    if (panel.rows_ahead) {
      HWY_UNROLL(16)
      for (int r = 0; r < kRows; ++r) Ahead(a, (kRows + r) * panel.a_row);
      HWY_UNROLL(16)
      for (int r = 0; r < kRows; ++r) Ahead(a, (kRows + r) * panel.a_row + kCacheLine);
    }
  }
  // One vector's loads leave no room for more.
  constexpr bool kAsksAhead = kVectors > 1 && kRows * kVectors >= kAheadBlock;
  constexpr Asked kBoth = kAsksAhead ? Asked::kBoth : Asked::kNothing;
  constexpr Asked kRight = kAsksAhead && !kAsksForRows ? Asked::kRight : kBoth;
  // A masked load takes a port that multiplies, too.
  if (!kMaskedLoads || whole || panel.padded) {
    if (!kAsksAhead || !panel.ahead) {
      AddProducts<false, Asked::kNothing, kPack>(panel, a, 0, depth, sum);
    } else {
      // Behind an operand may lie what another thread writes; behind a panel in scratch does not.
      const bool inside = panel.left_ahead || !panel.padded;
      const std::ptrdiff_t asked =
          inside ? std::max<std::ptrdiff_t>(depth - AheadSteps(kRows), 0) : depth;
      if (kAsksForRows || panel.left_ahead) {
        AddProducts<false, kBoth, kPack>(panel, a, 0, asked, sum);
      } else {
        AddProducts<false, kRight, kPack>(panel, a, 0, asked, sum);
      }
      if (inside) AddProducts<false, Asked::kNothing, kPack>(panel, a, asked, depth, sum);
    }
  } else {
    AddProducts<true, Asked::kNothing, kPack>(panel, a, 0, depth, sum);
  }
  if (panel.accumulate) {
    const float* HWY_RESTRICT from = c;
    HWY_UNROLL(16)
    for (int r = 0; r < kRows; ++r) {
      HWY_UNROLL(16)
      for (int v = 0; v < kVectors; ++v) {
        const float* const p = from + v * kLanes;
        const V before = v < kVectors - 1 || whole ? hn::LoadU(d, p) : LoadFirst(d, p, last);
        sum[r][v] = hn::Add(before, sum[r][v]);
      }
      from += panel.c_row;
    }
  }
  HWY_UNROLL(16)
  for (int r = 0; r < kRows; ++r) {
    HWY_UNROLL(16)
    for (int v = 0; v < kVectors - 1; ++v) hn::StoreU(sum[r][v], d, c + v * kLanes);
    if (whole) {
      hn::StoreU(sum[r][kVectors - 1], d, c + (kVectors - 1) * kLanes);
    } else {
      StoreFirst(d, sum[r][kVectors - 1], c + (kVectors - 1) * kLanes, last);
    }
    c += panel.c_row;
  }
}

/// So many blocks below each other.
template <int kRows, int kVectors, bool kPack = false>
void Multiply(const Panel& panel, const float* a, float* c, std::ptrdiff_t blocks) {
  do {
    MultiplyBlock<kRows, kVectors, kPack>(panel, a, c);
    a += kRows * panel.a_row;
    c += kRows * panel.c_row;
  } while (--blocks > 0);
}

using Kernel = void (*)(const Panel& panel, const float* a, float* c, std::ptrdiff_t blocks);

/// The kernels of one width for 1, 2 ... rows; null beyond the limit.
template <std::size_t kWidth, std::size_t... kRow>
constexpr std::array<Kernel, kMaxRows> KernelsOfWidth(std::index_sequence<kRow...>) {
  std::array<Kernel, kMaxRows> kernels = {};
  ((kernels[kRow] = &Multiply<kRow + 1, kWidths[kWidth]>), ...);
  return kernels;
}

template <std::size_t... kWidth>
constexpr std::array<std::array<Kernel, kMaxRows>, sizeof...(kWidth)> AllKernels(
    std::index_sequence<kWidth...>) {
  return {KernelsOfWidth<kWidth>(std::make_index_sequence<kRowLimits[kWidth]>())...};
}

constexpr auto kKernels = AllKernels(std::make_index_sequence<kWidths.size()>());

/// Of each width the kernel of the most rows, which packs.
template <std::size_t... kWidth>
constexpr std::array<Kernel, sizeof...(kWidth)> PackingKernels(std::index_sequence<kWidth...>) {
  return {&Multiply<kRowLimits[kWidth], kWidths[kWidth], true>...};
}

constexpr auto kPackingKernels = PackingKernels(std::make_index_sequence<kPackedWidths>());

/// The widest entry of kWidths that is not above `vectors`.
constexpr int WidthIndex(std::int64_t vectors) {
  int index = 0;
  while (index + 1 < static_cast<int>(kWidths.size()) && kWidths[index + 1] <= vectors) ++index;
  return index;
}

constexpr std::int64_t CeilDiv(std::int64_t a, std::int64_t b) { return (a + b - 1) / b; }
constexpr std::int64_t RoundUp(std::int64_t a, std::int64_t unit) {
  return CeilDiv(a, unit) * unit;
}

/// Row blocks of nearly equal size: `blocks` blocks, the first `larger` of them one row larger.
struct RowBlocks {
  RowBlocks(std::int64_t rows, std::int64_t limit) {
    if (rows <= limit) {  // spares the divisions, which a tiny product feels
      size = rows;
    } else {
      blocks = CeilDiv(rows, limit);
      size = rows / blocks;
      larger = rows % blocks;
    }
  }
  std::int64_t blocks = 1, size = 0, larger = 0;
};

/// The vectors of the next panel when `vectors` are left: nearly equal panels up to `widest`.
HWY_INLINE int NextWidth(std::int64_t vectors, std::int64_t widest) {
  if (vectors <= widest) return WidthIndex(vectors);
  return WidthIndex(CeilDiv(vectors, CeilDiv(vectors, widest)));
}

}  // namespace occam::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // OCCAM_KERNELS_GEMM_MICRO_INL_H_
