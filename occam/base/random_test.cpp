#include "occam/base/random.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <set>
#include <vector>

namespace occam {
namespace {

using Block = std::array<std::uint32_t, 4>;

// philox4x32-10 of Random123's kat_vectors; TensorFlow 2.21's StatelessRandomUniformFullIntV2
// (alg=1, Philox) gives the same words, and the last, asymmetric case.
TEST(PhiloxTest, KnownAnswers) {
  EXPECT_EQ(philox4x32({0, 0, 0, 0}, {0, 0}),
            (Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  constexpr std::uint32_t ones = 0xffffffff;
  EXPECT_EQ(philox4x32({ones, ones, ones, ones}, {ones, ones}),
            (Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
  EXPECT_EQ(philox4x32({5, 7, 11, 3}, {0x89abcdef, 0x01234567}),
            (Block{0xbf4ac98f, 0xb1372ce8, 0x9e05b86e, 0x41201d5c}));
}

// The words of the case above, reached through the documented layout of random_bits: block 5,
// stream 7, step 3 * 2^32 + 11.
TEST(RandomBitsTest, LayoutIsAsDocumented) {
  const RandomKey key{.seed = 0x0123456789abcdef, .stream = 7};
  const std::uint64_t step = (std::uint64_t{3} << 32) + 11;
  EXPECT_EQ(random_bits(key, step, 5), 0xbf4ac98fu);
  EXPECT_EQ(random_bits(key, step, 5 + 16), 0xb1372ce8u);
  EXPECT_EQ(random_bits(key, step, 5 + 32), 0x9e05b86eu);
  EXPECT_EQ(random_bits(key, step, 5 + 48), 0x41201d5cu);
  // Block 0 of seed 0 and block 1, which TensorFlow prints as its second four words.
  EXPECT_EQ(random_bits({}, 0, 0), 0x6627e8d5u);
  EXPECT_EQ(random_bits({}, 0, 1), 0xf8e4cca4u);
  EXPECT_EQ(random_bits({}, 0, 17), 0x5cb200dbu);
}

TEST(RandomBitsTest, NoIndexSharesAWordWithAnother) {
  std::set<std::uint32_t> seen;
  for (std::uint64_t i = 0; i < 1000; ++i) seen.insert(random_bits({.seed = 3, .stream = 2}, 4, i));
  EXPECT_EQ(seen.size(), 1000u);  // 1000 of 2^32: two equal ones by chance in 1 seed of 8600
}

TEST(RandomUniformTest, IsTheTop24BitsAndNeverOne) {
  const RandomKey key{.seed = 12345, .stream = 9};
  double sum = 0.0;
  constexpr int kCount = 20000;
  for (std::uint64_t i = 0; i < kCount; ++i) {
    const float value = random_uniform(key, 1, i);
    ASSERT_EQ(std::ldexp(value, 24), static_cast<float>(random_bits(key, 1, i) >> 8));
    ASSERT_LT(value, 1.0f);
    sum += value;
  }
  // Five standard deviations of a mean of uniforms: 5 / sqrt(12 * 20000).
  EXPECT_NEAR(sum / kCount, 0.5, 0.0103);
}

// FNV-1a test vectors of the algorithm's authors: "", "a", "foobar".
TEST(StreamTest, IsFnv1a) {
  EXPECT_EQ(stream_of(""), 0x811c9dc5u);
  EXPECT_EQ(stream_of("a"), 0xe40c292cu);
  EXPECT_EQ(stream_of("foobar"), 0xbf9cf968u);
}

}  // namespace
}  // namespace occam
