#include "occam/kernels/random_uniform.h"

#include <gtest/gtest.h>

#include <vector>

#include "occam/kernels/tile_code_testing.h"

namespace occam::kernels {
namespace {

class RandomUniformTest : public TargetTest {};
INSTANTIATE_TEST_SUITE_P(Targets, RandomUniformTest,
                         testing::ValuesIn(hwy::SupportedAndGeneratedTargets()), target_name);

TEST_P(RandomUniformTest, AreTheDocumentedElementsHoweverCut) {
  const RandomKey key{0x123456789ABCDEFull, 77};
  const std::uint64_t step = 0x500000003ull;
  for (const std::int64_t size : {1, 127, 128, 129, 1000}) {
    std::vector<float> out(static_cast<std::size_t>(size) + 1, -1);
    const std::int64_t items = (size + kRandomItem - 1) / kRandomItem;
    for (std::int64_t item = items; item-- > 0;)
      fill_random_uniform(key, step, out.data(), size, item, item + 1);
    for (std::size_t i = 0; i < static_cast<std::size_t>(size); ++i)
      EXPECT_EQ(out[i], random_uniform(key, step, i)) << size << " " << i;
    EXPECT_EQ(out.back(), -1) << "beyond the end";
  }
}

}  // namespace
}  // namespace occam::kernels
