// Vectors of random bits as defined in base/random.h; included once per instruction set.
#if defined(OCCAM_KERNELS_PHILOX_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OCCAM_KERNELS_PHILOX_INL_H_
#undef OCCAM_KERNELS_PHILOX_INL_H_
#else
#define OCCAM_KERNELS_PHILOX_INL_H_
#endif

#include <cstddef>
#include <cstdint>

#include "hwy/highway.h"
#include "occam/base/random.h"
#include "occam/kernels/tile_layout.h"

HWY_BEFORE_NAMESPACE();
namespace occam::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using tiles::RandomState;

// Random bits of elements [64 group, 64 (group + kPhiloxGroups)) in order.
inline constexpr std::size_t kPhiloxGroups = 2;

#if HWY_TARGET == HWY_SCALAR
HWY_INLINE void philox_groups(const RandomState& state, std::uint64_t group, std::uint32_t* out) {
  for (std::size_t block = 0; block < 16 * kPhiloxGroups; ++block) {
    const auto words = philox4x32({static_cast<std::uint32_t>(group * 16 + block), state.stream,
                                   state.step[0], state.step[1]},
                                  {state.key[0], state.key[1]});
    for (std::size_t word = 0; word < 4; ++word) {
      out[block / 16 * 64 + word * 16 + block % 16] = words[word];
    }
  }
}
#else
using WideTag = hn::ScalableTag<std::uint64_t>;
using WideVector = hn::Vec<WideTag>;
using WordTag = hn::Repartition<std::uint32_t, WideTag>;

// A 64-bit lane's product of its low halves.
HWY_INLINE WideVector multiply_low(WideVector a, WideVector b) {
  const WordTag d;
  return hn::MulEven(hn::BitCast(d, a), hn::BitCast(d, b));
}

// One round on a vector of blocks; a counter word is the low half of a 64-bit lane, the high half
// is arbitrary: so the products' low words need no extraction.
HWY_INLINE void philox_round(WideVector* c, WideVector key0, WideVector key1) {
  const WideTag d;
  const WideVector p0 = multiply_low(c[0], hn::Set(d, 0xD2511F53u));
  const WideVector p1 = multiply_low(c[2], hn::Set(d, 0xCD9E8D57u));
  c[0] = hn::Xor(hn::Xor(hn::ShiftRight<32>(p1), c[1]), key0);
  c[2] = hn::Xor(hn::Xor(hn::ShiftRight<32>(p0), c[3]), key1);
  c[1] = p1;
  c[3] = p0;
}

HWY_INLINE void philox_groups(const RandomState& state, std::uint64_t group, std::uint32_t* out) {
  const WideTag d;
  const WordTag dw;
  constexpr std::size_t kWords = hn::MaxLanes(WordTag());  // blocks of an even and an odd vector
  // Two pairs of vectors at a time hide the latency of the rounds.
  for (std::size_t first = 0; first < 16 * kPhiloxGroups; first += 2 * kWords) {
    WideVector c[4][4];
    for (std::size_t v = 0; v < 4; ++v) {
      const std::uint64_t block = group * 16 + first + v / 2 * kWords + v % 2;
      const WideVector lane = hn::Iota(d, 0);
      c[v][0] = hn::Add(hn::Add(lane, lane), hn::Set(d, block));
      c[v][1] = hn::Set(d, state.stream);
      c[v][2] = hn::Set(d, state.step[0]);
      c[v][3] = hn::Set(d, state.step[1]);
    }
    WideVector key0 = hn::Set(d, state.key[0]), key1 = hn::Set(d, state.key[1]);
    const WideVector weyl0 = hn::Set(d, 0x9E3779B9u), weyl1 = hn::Set(d, 0xBB67AE85u);
    for (int round = 0; round < 10; ++round) {
      for (std::size_t v = 0; v < 4; ++v) philox_round(c[v], key0, key1);
      key0 = hn::Add(key0, weyl0);
      key1 = hn::Add(key1, weyl1);
    }
    for (std::size_t pair = 0; pair < 2; ++pair) {
      const std::size_t block = first + pair * kWords;
      for (std::size_t word = 0; word < 4; ++word) {
        const auto even = hn::BitCast(dw, c[2 * pair][word]);
        const auto odd = hn::BitCast(dw, hn::ShiftLeft<32>(c[2 * pair + 1][word]));
        hn::StoreU(hn::OddEven(odd, even), dw, out + block / 16 * 64 + word * 16 + block % 16);
      }
    }
  }
}
#endif  // HWY_SCALAR

}  // namespace occam::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
