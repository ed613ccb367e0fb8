#include "occam/data/missing_marks.h"

#include <gtest/gtest.h>

#include <vector>

namespace occam::data {
namespace {

std::optional<MissingMark> mark_of(std::vector<double> numbers) {
  return missing_mark(Column::of_numbers("c", std::move(numbers)));
}

TEST(MissingMarksTest, NumbersThatPeopleWriteForNone) {
  for (const double number : {-999.0, 99.0, 9999.0, -99.9, 999.99, -888.0, 77.0, -999.25, -32768.0,
                              -2147483648.0, 1e20, -1e30, 9.96921e36}) {
    EXPECT_TRUE(is_missing_mark(number)) << number;
  }
  for (const double number :
       {0.0, -1.0, 9.0, 66.0, 98.0, 989.0, 99.5, 99.8, 32768.0, 1e19, 1e6, 9.9, 0.99}) {
    EXPECT_FALSE(is_missing_mark(number)) << number;
  }
}

TEST(MissingMarksTest, FarFromAllOthersAndRepeated) {
  const auto mark = mark_of({0.5, -999, 7.25, 3, -999, 4});
  ASSERT_TRUE(mark);
  EXPECT_EQ(mark->value, -999);
  EXPECT_EQ(mark->cells, 2);
  EXPECT_EQ(mark->first_row, 1);
  EXPECT_EQ(mark->low, 0.5);
  EXPECT_EQ(mark->high, 7.25);
  EXPECT_EQ(mark_of({2.5, -200, 1.5, -200, 0.5})->value, -200);
  EXPECT_FALSE(mark_of({-90, -200, 30, -200, 90}));
  // Answers of a questionnaire; of two marks the more frequent one.
  EXPECT_EQ(mark_of({1, 5, 99, 2, 88, 3, 99, 88, 99})->value, 99);
}

TEST(MissingMarksTest, OrdinaryNumbersAreNone) {
  EXPECT_FALSE(mark_of({0.5, -999, 7.25, 3, 4}));           // once
  EXPECT_FALSE(mark_of({60, 99, 110, 99, 150}));            // among the others
  EXPECT_FALSE(mark_of({1000, 9999, 8000, 9999, 2500}));    // not far enough
  EXPECT_FALSE(mark_of({0, 50, 100, 150, 999, 999, 900}));  // the same
  EXPECT_FALSE(mark_of({1, 99, 1, 99}));                    // one other value
  EXPECT_FALSE(mark_of({99, 99, 999, 999}));                // none
  EXPECT_FALSE(mark_of({77, 88, 99, 777, 888, 999, 7777, 8888, 9999, 77777, 77, 88, 99, 1, 2}));
  EXPECT_FALSE(missing_mark(Column::of_dates("c", {1, 2, 999999, 999999})));
}

}  // namespace
}  // namespace occam::data
