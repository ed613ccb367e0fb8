#include "occam/initializers/initializer.h"

#include <gtest/gtest.h>

namespace occam {
namespace {

TEST(Fans, CountInputsAndOutputsOfOneUnit) {
  const auto expect = [](const Shape& shape, double in, double out) {
    EXPECT_EQ(fans_of(shape).in, in) << to_text(shape);
    EXPECT_EQ(fans_of(shape).out, out) << to_text(shape);
  };
  expect({}, 1, 1);
  expect({5}, 5, 5);
  expect({3, 7}, 3, 7);
  expect({2, 4, 3, 7}, 24, 56);  // a kernel of 2 x 4
}

}  // namespace
}  // namespace occam
