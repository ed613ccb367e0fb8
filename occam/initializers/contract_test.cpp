#include "tests/experiment/contract.h"

#include <cmath>

#include "occam/initializers/initializer.h"

namespace occam {
namespace {

std::vector<float> filled(const Initializer& initializer, const Shape& shape, RandomKey key) {
  std::vector<float> values(static_cast<std::size_t>(shape.size()), std::nanf(""));
  initializer.fill(values, shape, key);
  return values;
}

TEST(InitializerContract, DescribesItself) { experiments::expect_described<Initializer>(); }

TEST(InitializerContract, FillsEveryElementByTheKeyAlone) {
  const Shape shape{5, 3};
  for (const auto& entry : Initializer::catalogue().entries()) {
    for (const Initializer& initializer : experiments::variants<Initializer>(entry)) {
      SCOPED_TRACE(to_text(initializer.config()));
      const std::vector<float> values = filled(initializer, shape, {7, 2});
      for (const float value : values) EXPECT_TRUE(std::isfinite(value));
      EXPECT_EQ(values, filled(initializer, shape, {7, 2}));
    }
  }
}

}  // namespace
}  // namespace occam
