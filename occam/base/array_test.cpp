#include "occam/base/array.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace occam {
namespace {

using testing::ElementsAre;

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
  EXPECT_THROW(array.at(2), InternalError);
  EXPECT_THROW(array.at(-1), InternalError);
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
