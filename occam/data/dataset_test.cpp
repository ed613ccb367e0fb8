#include "occam/data/dataset.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "occam/base/errors.h"
#include "occam/data/test_file.h"

namespace occam::data {
namespace {

using testing::HasSubstr;

TEST(DatasetTest, TakesRowsAndChecksSizes) {
  const Dataset dataset{.x = Array(Shape{3, 2}, std::vector<std::uint8_t>{1, 2, 3, 4, 5, 6}),
                        .y = Array::from<std::int32_t>({0, 1, 2}),
                        .scale = 0.2f,
                        .feature_names = {"a", "b"},
                        .class_names = {}};
  const Dataset taken = take_rows(dataset, {2, 0});
  EXPECT_EQ(to_text(taken.x), "[[5 6]\n [1 2]]");
  EXPECT_EQ(to_text(taken.y), "[2 0]");
  EXPECT_EQ(taken.scale, 0.2f);
  EXPECT_THROW(take_rows(dataset, {3}), InvalidArgument);
  EXPECT_THROW(take_rows(dataset, {-1}), InvalidArgument);
  EXPECT_THROW(check_dataset({}), InvalidArgument);
  Dataset wrong = dataset;
  wrong.y = Array::from<std::int32_t>({0, 1});
  EXPECT_THAT(message_of<InvalidArgument>([&] { check_dataset(wrong); }),
              HasSubstr("as many rows as x of shape (3, 2). Received: y=(2,)"));
  wrong = dataset;
  wrong.feature_names = {"a"};
  EXPECT_THROW(check_dataset(wrong), InvalidArgument);
}

}  // namespace
}  // namespace occam::data
