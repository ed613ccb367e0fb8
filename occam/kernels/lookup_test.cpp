#include "occam/kernels/lookup.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace occam::kernels {
namespace {

using Floats = std::vector<float>;

const Floats kKeys = {-7, -2, 0, 4, 16777216}, kValues = {5, 1, 2, 4, 3};

Floats found(const Lookup& of, const Floats& x, const Floats& keys = kKeys) {
  Floats out(x.size(), -77.0f);
  const auto n = static_cast<std::int64_t>(x.size());
  for (std::int64_t i = n; i > 0; i -= 3)  // in parts, last first
    lookup(of, x.data(), keys.data(), kValues.data(), out.data(), std::max<std::int64_t>(0, i - 3),
           i);
  return out;
}

TEST(LookupTest, KeysHaveTheirValues) {
  EXPECT_EQ(found({5, 1, -1}, {16777216, 4, 0, -2, -7, -7, -0.0f}), (Floats{3, 4, 2, 1, 5, 5, 2}));
  // Others, between and beyond them.
  EXPECT_EQ(found({5, 1, -1}, {-8, -3, 1, 5, 16777215}), Floats(5, -1));
  EXPECT_EQ(found({0, 1, 9}, {0, 4}), Floats(2, 9));
}

TEST(LookupTest, BucketsAreOfTheFlooredQuotient) {
  EXPECT_EQ(found({0, 3, 10}, {0, 1, 2, 3, 7, -1, -2, -3, -4}),
            (Floats{10, 11, 12, 10, 11, 12, 11, 10, 12}));
  // Where x / 3 in float32 is rounded up to a whole number.
  EXPECT_EQ(found({0, 3, 0}, {16777214, 16777213, -16777214}), (Floats{2, 1, 1}));
}

TEST(LookupTest, WhatHasNoPlaceIsNaN) {
  constexpr float kInf = std::numeric_limits<float>::infinity();
  for (const float y : found({5, 0, 0}, {1, 3, 5, 1e30f, kInf})) EXPECT_TRUE(std::isnan(y));
  for (const float y : found({5, 2, 0}, {0.5f, 4.5f, 1e30f, kInf, -kInf, std::nanf("")}))
    EXPECT_TRUE(std::isnan(y));
}

}  // namespace
}  // namespace occam::kernels
