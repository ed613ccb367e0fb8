#include "occam/base/shape.h"

#include <gtest/gtest.h>

#include "occam/base/errors.h"

namespace occam {
namespace {

TEST(ShapeTest, SizesAndAxes) {
  const Shape shape{5, 2, 3};
  EXPECT_EQ(shape.rank(), 3);
  EXPECT_EQ(shape.size(), 30);
  EXPECT_EQ(shape[0], 5);
  EXPECT_EQ(shape[-1], 3);
  EXPECT_EQ(shape[-3], 5);
  EXPECT_EQ(shape.back(), 3);
  EXPECT_EQ(shape.tail(), (Shape{2, 3}));
  EXPECT_EQ(shape.with_front(7), (Shape{7, 5, 2, 3}));
  EXPECT_EQ(Shape{}.size(), 1);
  EXPECT_EQ((Shape{4, 0, 9}).size(), 0);
}

// Python: str(tuple).
TEST(ShapeTest, PrintsAsATuple) {
  EXPECT_EQ(to_text(Shape{5, 2}), "(5, 2)");
  EXPECT_EQ(to_text(Shape{3}), "(3,)");
  EXPECT_EQ(to_text(Shape{}), "()");
}

// An axis of -1 is no unknown size.
TEST(ShapeTest, NumbersThatAreNoSizesKeepTheirSign) {
  EXPECT_EQ(tuple_text({0, -1}), "(0, -1)");
  EXPECT_EQ(tuple_text({-1}), "(-1,)");
  EXPECT_EQ(tuple_text({}), "()");
}

TEST(ShapeTest, ASizeMayBeUnknown) {
  const Shape open{kUnknownSize, 8};
  EXPECT_FALSE(open.is_known());
  EXPECT_TRUE((Shape{5, 8}).is_known());
  EXPECT_EQ(to_text(open), "(None, 8)");
  EXPECT_TRUE(open.could_be({5, 8}));
  EXPECT_FALSE(open.could_be({5, 7}));
  EXPECT_FALSE(open.could_be({5, 8, 1}));
  EXPECT_FALSE((Shape{5, 8}).could_be(open));
  EXPECT_THROW(open.size(), InvalidArgument);
}

TEST(ShapeTest, AnAxisThatIsNotThereIsRefused) {
  const Shape shape{5, 3};
  for (const std::int64_t axis : {2, -3, 100}) EXPECT_THROW(shape[axis], InvalidArgument) << axis;
  EXPECT_THROW(Shape{}[0], InvalidArgument);
  EXPECT_THROW(Shape{}.back(), InvalidArgument);
  EXPECT_THROW(Shape{}.tail(), InvalidArgument);
  try {
    shape[2];
  } catch (const InvalidArgument& error) {
    EXPECT_STREQ(error.what(),
                 "Shape: invalid value for axis. Expected an axis from 0 to 1 of (5, 3). Received: "
                 "axis=2");
  }
}

TEST(ShapeTest, AnAxisOf0MakesNothingOfAllOthers) {
  constexpr std::int64_t kHuge = std::int64_t{1} << 50;
  EXPECT_EQ(Shape({0, kHuge, kHuge}).size(), 0);
  EXPECT_EQ(Shape({kHuge, kHuge, 0}).size(), 0);
}

TEST(ShapeTest, ProductsEndAt2To62) {
  constexpr std::int64_t limit = std::int64_t{1} << 62;
  EXPECT_EQ(checked_mul(limit, 1), limit);
  EXPECT_EQ(checked_mul(0, limit), 0);
  EXPECT_EQ(checked_mul(limit, 0), 0);
  EXPECT_EQ(checked_mul(std::int64_t{1} << 31, std::int64_t{1} << 31), limit);
  EXPECT_THROW(checked_mul(limit, 2), InvalidArgument);
  EXPECT_THROW(checked_mul((std::int64_t{1} << 31) + 1, std::int64_t{1} << 31), InvalidArgument);
  // Products that wrap to a small number in 64 bits: 2^33 * (2^31 + 1) = 2^64 + 2^33.
  EXPECT_THROW((Shape{std::int64_t{1} << 33, (std::int64_t{1} << 31) + 1}).size(), InvalidArgument);
}

}  // namespace
}  // namespace occam
