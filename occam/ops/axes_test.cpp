#include "occam/ops/axes.h"

#include <gtest/gtest.h>

#include "occam/base/errors.h"

namespace occam::ops {
namespace {

TEST(Axes, CountFromEitherEnd) {
  EXPECT_EQ(normalized_axes("op", {-1, 0}, 3), (Axes{0, 2}));
  EXPECT_EQ(normalized_axes("op", {}, 3), Axes{});
  EXPECT_THROW(normalized_axes("op", {3}, 3), InvalidArgument);
  EXPECT_THROW(normalized_axes("op", {-4}, 3), InvalidArgument);
  EXPECT_THROW(normalized_axes("op", {1, -2}, 3), InvalidArgument);
  EXPECT_THROW(normalized_axes("op", {0}, 0), InvalidArgument);
}

TEST(Axes, ReducedShapes) {
  EXPECT_EQ(reduced_shape({2, 3, 4}, {0, 2}, false), Shape({3}));
  EXPECT_EQ(reduced_shape({2, 3, 4}, {0, 2}, true), Shape({1, 3, 1}));
  EXPECT_EQ(reduced_shape({2, 3}, {0, 1}, false), Shape());
}

// The examples of NumPy's page on broadcasting.
TEST(Axes, BroadcastAsInNumPy) {
  EXPECT_EQ(broadcast_shape("op", {256, 256, 3}, {3}), Shape({256, 256, 3}));
  EXPECT_EQ(broadcast_shape("op", {8, 1, 6, 1}, {7, 1, 5}), Shape({8, 7, 6, 5}));
  EXPECT_EQ(broadcast_shape("op", {5, 4}, {1}), Shape({5, 4}));
  EXPECT_EQ(broadcast_shape("op", {4}, {5, 4}), Shape({5, 4}));
  EXPECT_EQ(broadcast_shape("op", {15, 3, 5}, {15, 1, 5}), Shape({15, 3, 5}));
  EXPECT_EQ(broadcast_shape("op", {15, 3, 5}, {3, 1}), Shape({15, 3, 5}));
  EXPECT_EQ(broadcast_shape("op", {}, {2, 3}), Shape({2, 3}));
  EXPECT_EQ(broadcast_shape("op", {1}, {0}), Shape({0}));
  EXPECT_THROW(broadcast_shape("op", {3}, {4}), InvalidArgument);
  EXPECT_THROW(broadcast_shape("op", {2, 1}, {8, 4, 3}), InvalidArgument);
}

}  // namespace
}  // namespace occam::ops
