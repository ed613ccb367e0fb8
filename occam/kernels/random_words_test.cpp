#include "occam/kernels/random_words.h"

#include <gtest/gtest.h>

#include "occam/kernels/tile_code_testing.h"

namespace occam::kernels {
namespace {

class RandomWordsTest : public TargetTest {};
INSTANTIATE_TEST_SUITE_P(Targets, RandomWordsTest,
                         testing::ValuesIn(hwy::SupportedAndGeneratedTargets()), target_name);

TEST_P(RandomWordsTest, AreTheDocumentedElements) {
  const RandomKey key{0x123456789ABCDEFull, 77};
  const std::uint64_t step = 0x500000003ull;
  for (const std::uint64_t group : {0ull, 1ull, 1000001ull, (1ull << 28) - 2}) {
    RandomWords words{};
    random_words(key, step, group, words);
    for (std::size_t i = 0; i < words.size(); ++i) {
      EXPECT_EQ(words[i], random_bits(key, step, group * 64 + i)) << group << " " << i;
    }
  }
}

}  // namespace
}  // namespace occam::kernels
