#include "occam/base/array.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace occam {
namespace {

using testing::ElementsAre;

template <class Body>
void expect_refused(const Body& body, const std::string& message) {
  try {
    body();
    ADD_FAILURE() << "not refused: " << message;
  } catch (const InvalidArgument& error) {
    EXPECT_EQ(error.what(), message);
  }
}

TEST(ArrayTest, StartsEmptyOrZero) {
  EXPECT_EQ(Array().size(), 0);
  EXPECT_EQ(Array().shape(), Shape{0});
  EXPECT_EQ(Array().dtype(), DType::kFloat32);
  EXPECT_THAT(Array(DType::kFloat64, {3}).data<double>(), ElementsAre(0.0, 0.0, 0.0));
  EXPECT_THROW(Array(DType::kFloat32, {2, -1}), InvalidArgument);
  EXPECT_THROW(Array(DType::kFloat64, {std::int64_t{1} << 61}), InvalidArgument);
}

TEST(ArrayTest, TakesValuesInRowMajorOrder) {
  const Array array(Shape{2, 3}, std::vector<float>{1, 2, 3, 4, 5, 6});
  EXPECT_EQ(array.size(), 6);
  EXPECT_EQ(array.rank(), 2);
  EXPECT_EQ(array.at(4), 5.0);
  EXPECT_THROW(Array(Shape{2, 3}, std::vector<float>{1, 2}), InvalidArgument);
  EXPECT_EQ(Array::from({0, 1, 2}).dtype(), DType::kInt32);
  EXPECT_THAT(Array::arange(1, 5).data<std::int64_t>(), ElementsAre(1, 2, 3, 4));
  EXPECT_EQ(Array::arange(5, 1).size(), 0);
}

TEST(ArrayTest, StorageIsAlignedForVectors) {
  for (const std::int64_t size : {1, 7, 1000}) {
    const Array array(DType::kUint8, {size});
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(array.bytes()) % 64, 0u);
  }
}

TEST(ArrayTest, ElementTypeIsChecked) {
  Array array(DType::kFloat32, {2});
  EXPECT_THROW(array.data<double>(), InvalidArgument);
  EXPECT_THROW(array.mutable_data<std::int32_t>(), InvalidArgument);
  array.mutable_data<float>()[1] = 2.5f;
  EXPECT_EQ(array.at(1), 2.5);
  expect_refused([&] { array.at(2); },
                 "Array::at: invalid value for flat. Expected an index from 0 to below 2, the "
                 "number of elements. Received: flat=2");
  EXPECT_THROW(array.at(-1), InvalidArgument);
  EXPECT_THROW(Array().at(0), InvalidArgument);
}

TEST(ArrayTest, ViewsShareAndCopiesOfOwnersDoNot) {
  std::vector<float> values{1, 2, 3, 4};
  const Array view = Array::view<float>(values, {2, 2});
  const Array same = view;
  values[3] = 9;
  EXPECT_FALSE(view.owns());
  EXPECT_EQ(same.at(3), 9.0);
  Array writable = view;
  EXPECT_THROW(writable.mutable_data<float>(), InvalidArgument);
  EXPECT_THROW(Array::view<float>(values, {3}), InvalidArgument);

  Array owner = Array::from<float>({1, 2});
  const Array copy = owner;
  owner.mutable_data<float>()[0] = 7;
  EXPECT_TRUE(copy.owns());
  EXPECT_EQ(copy.at(0), 1.0);
}

TEST(ArrayTest, ReshapeWorksOutOneSize) {
  const Array array = Array::arange(12);
  EXPECT_EQ(array.reshape({3, -1}).shape(), (Shape{3, 4}));
  EXPECT_EQ(array.reshape({2, 3, 2}).at(7), 7.0);
  EXPECT_THROW(array.reshape({5, 2}), InvalidArgument);
  EXPECT_THROW(array.reshape({5, -1}), InvalidArgument);
  EXPECT_THROW(array.reshape({-1, -1}), InvalidArgument);
  EXPECT_THROW(array.reshape({-2, 6}), InvalidArgument);
  EXPECT_THROW(array.reshape({0, -1}), InvalidArgument);
}

TEST(ArrayTest, NumbersOfOtherTypesAreStoredAsTheTypeThatHoldsThem) {
  EXPECT_EQ(Array::from(std::vector<bool>{true, false}).dtype(), DType::kUint8);
  EXPECT_EQ(Array::from(std::vector<signed char>{-3}).dtype(), DType::kInt32);
  EXPECT_EQ(Array::from(std::vector<short>{-3}).dtype(), DType::kInt32);
  EXPECT_EQ(Array::from(std::vector<unsigned short>{65535}).at(0), 65535.0);
  EXPECT_EQ(Array::from(std::vector<unsigned short>{1}).dtype(), DType::kInt32);
  EXPECT_EQ(Array::from(std::vector<unsigned>{4294967295u}).at(0), 4294967295.0);
  EXPECT_EQ(Array::from(std::vector<unsigned>{1}).dtype(), DType::kInt64);
  EXPECT_EQ(Array::from(std::vector<long>{1}).dtype(), DType::kInt64);
  EXPECT_EQ(Array::from(std::vector<long long>{-7}).dtype(), DType::kInt64);
  EXPECT_EQ(Array::from(std::vector<long long>{-7}).at(0), -7.0);
  const Array labels(Shape{3, 1}, std::vector<std::size_t>{2, 0, 1});
  EXPECT_EQ(labels.dtype(), DType::kInt64);
  EXPECT_THAT(labels.data<std::int64_t>(), ElementsAre(2, 0, 1));
  EXPECT_THAT(Array::from(std::vector<bool>{true, false, true}).data<std::uint8_t>(),
              ElementsAre(1, 0, 1));
}

TEST(ArrayTest, TakesSpansAndArrays) {
  const std::array<float, 3> values{1.5f, 2, 3};
  EXPECT_THAT(Array::from(values).data<float>(), ElementsAre(1.5f, 2, 3));
  const std::span<const float> span = values;
  EXPECT_EQ(Array(Shape{3, 1}, span.first(3)).shape(), (Shape{3, 1}));
  EXPECT_THROW(Array(Shape{2}, span), InvalidArgument);
  EXPECT_EQ(Array::from(std::vector<float>{}).shape(), Shape{0});
}

TEST(ArrayTest, ANumberThatNoElementTypeHoldsIsRefused) {
  expect_refused(
      [] {
        return Array::from(std::vector<std::size_t>{1, std::size_t{1} << 63});
      },
      "Array: invalid value for values. Expected integers below 2^63, that int64 can "
      "hold. Received: values=9223372036854775808");
  const Array most = Array::from(std::vector<std::size_t>{(std::size_t{1} << 63) - 1});
  EXPECT_EQ(most.data<std::int64_t>()[0], std::numeric_limits<std::int64_t>::max());
  static_assert(!Number<char> && !Number<long double> && !Number<char32_t>);
}

TEST(ArrayTest, BracesNest) {
  const Array square{{1, 2, 5}, {3, 4, 6}};
  EXPECT_EQ(square.shape(), (Shape{2, 3}));
  EXPECT_THAT(square.data<std::int32_t>(), ElementsAre(1, 2, 5, 3, 4, 6));
  const Array list = {1.5, 2.5};
  EXPECT_EQ(list.shape(), Shape{2});
  EXPECT_THAT(list.data<double>(), ElementsAre(1.5, 2.5));
  const Array cube{{{1.0f, 2.0f}}, {{3.0f, 4.0f}}, {{5.0f, 6.0f}}};
  EXPECT_EQ(cube.shape(), (Shape{3, 1, 2}));
  EXPECT_THAT(cube.data<float>(), ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_EQ(Array::from({{1, 2}, {3, 4}}).at(2), 3.0);
  EXPECT_EQ(Array::from<float>({{1, 2}, {3, 4}}).dtype(), DType::kFloat32);
  EXPECT_EQ((Array{{true, false}, {true, true}}).dtype(), DType::kUint8);
  const Array copy{square};
  EXPECT_EQ(copy.shape(), square.shape());
  expect_refused(
      [] {
        return Array{{1, 2}, {3, 4, 5}};
      },
      "Array: invalid value for rows. Expected rows of one shape, as the first: (2,). "
      "Received: rows=row 1 of shape (3,)");
  EXPECT_THROW((Array{{{1, 2}, {3, 4}}, {{5, 6}}}), InvalidArgument);
}

TEST(ArrayTest, AstypeRefusesWhatTheTypeCannotHold) {
  const double nan = std::numeric_limits<double>::quiet_NaN(),
               infinity = std::numeric_limits<double>::infinity();
  for (const double value : {nan, infinity, -infinity, 2147483648.0, -2147483649.0, 1e300})
    EXPECT_THROW(Array::from({0.0, value}).astype(DType::kInt32), InvalidArgument) << value;
  for (const double value : {nan, 9223372036854775808.0, -9223372036854777856.0})
    EXPECT_THROW(Array::from({value}).astype(DType::kInt64), InvalidArgument) << value;
  for (const double value : {-1.0, 256.0})
    EXPECT_THROW(Array::from({value}).astype(DType::kUint8), InvalidArgument) << value;
  EXPECT_THAT(Array::from({2147483647.9, -2147483648.9}).astype(DType::kInt32).data<std::int32_t>(),
              ElementsAre(2147483647, std::numeric_limits<std::int32_t>::min()));
  EXPECT_THAT(Array::from({255.9, -0.9}).astype(DType::kUint8).data<std::uint8_t>(),
              ElementsAre(255, 0));
  EXPECT_THROW(Array::from({-1}).astype(DType::kUint8), InvalidArgument);
  EXPECT_THROW(Array::arange(1ll << 31, (1ll << 31) + 1).astype(DType::kInt32), InvalidArgument);
  EXPECT_THROW(Array::from({1e300}).astype(DType::kFloat32), InvalidArgument);
  EXPECT_TRUE(std::isnan(Array::from({nan}).astype(DType::kFloat32).at(0)));
  EXPECT_EQ(Array::from({-infinity}).astype(DType::kFloat32).at(0), -infinity);
  EXPECT_EQ(Array::from({1e-300}).astype(DType::kFloat32).at(0), 0.0);
  expect_refused(
      [&] {
        return Array{{0.5, 1.0}, {2.0, nan}}.astype(DType::kInt64);
      },
      "Array::astype: invalid value for values. Expected numbers that int64 can hold. "
      "Received: values=nan at (1, 1)");
}

TEST(ArrayTest, MemoryThatIsNotThereIsOneError) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "a sanitizer's allocator ends the program instead";
#endif
  expect_refused(
      [] {
        return Array(DType::kFloat64, {std::int64_t{1} << 53, 2});
      },
      "Array of shape (9007199254740992, 2) of float64: needs 131072.00 TB of memory. "
      "Expected at most what the system gives");
  EXPECT_THROW(Array(DType::kFloat64, {std::int64_t{1} << 54}), OutOfMemory);
}

TEST(ArrayTest, ConvertsAsStaticCast) {
  const Array array = Array::from<double>({1.9, -1.9, 200.0});
  EXPECT_THAT(array.astype(DType::kInt32).data<std::int32_t>(), ElementsAre(1, -1, 200));
  EXPECT_THAT(array.astype(DType::kFloat32).data<float>(), ElementsAre(1.9f, -1.9f, 200.0f));
  EXPECT_EQ(array.astype(DType::kFloat32).shape(), array.shape());
}

TEST(ArrayTest, RowsAreAView) {
  const Array array = Array::arange(12).reshape({4, 3});
  const Array rows = array.rows(1, 3);
  EXPECT_EQ(rows.shape(), (Shape{2, 3}));
  EXPECT_FALSE(rows.owns());
  EXPECT_THAT(rows.data<std::int64_t>(), ElementsAre(3, 4, 5, 6, 7, 8));
  EXPECT_EQ(array.rows(4, 4).size(), 0);
  EXPECT_THROW(array.rows(2, 5), InvalidArgument);
  EXPECT_THROW(array.rows(3, 2), InvalidArgument);
  EXPECT_THROW(array.rows(-1, 2), InvalidArgument);
}

}  // namespace
}  // namespace occam
