#include "occam/data/marked_number.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "occam/data/table_testing.h"
#include "occam/data/written_number_testing.h"

namespace occam::data {
namespace {

double value(std::string_view text) { return number_of(parse_marked_number(text)); }

TEST(MarkedNumberTest, WithoutTheMark) {
  EXPECT_EQ(value("<0.01"), 0.01);
  EXPECT_EQ(value(">= 5"), 5);
  EXPECT_EQ(value("\u22645%"), 5);
  EXPECT_EQ(value("10+"), 10);
  EXPECT_EQ(value("~-5"), -5);
  EXPECT_EQ(value("#37"), 37);
  EXPECT_EQ(value("ca. 12"), 12);
  EXPECT_EQ(value("'0123"), 123);
  EXPECT_EQ(value("12.5**"), 12.5);
  EXPECT_EQ(value("7 \u2020"), 7);
  EXPECT_EQ(value("12[2]"), 12);
  EXPECT_EQ(value("12[a][b]"), 12);
}

TEST(MarkedNumberTest, OtherTexts) {
  for (const char* text :
       {"", "5", "<", "<a", "5+5", "A+", "[2]", "5[]", "5[abcde]", "5 - 6", "<<5"})
    EXPECT_EQ(value(text), kNoNumber) << text;
}

TEST(MarkedNumberTest, Columns) {
  std::vector<std::string> cells = {"<0.01"};
  for (int i = 0; i < 30; ++i) cells.push_back(std::to_string(0.01 * (i + 2)));
  const Column column = column_of(cells).column("v");
  EXPECT_EQ(column.number(0), 0.01);
  EXPECT_TRUE(column.reading().numbers.marks);
  EXPECT_EQ(column.reading().missing_cells, 0);
  // Few of them are groups: "<5" and ">5" are not the same.
  EXPECT_TRUE(column_of({"<5", ">5", "<5", ">5", "<5", ">5", "<5", ">5", "<5", ">5"})
                  .column("v")
                  .is_text());
  const std::vector<std::string> ages(20, "<18"), more(20, "18-24"), most(20, "65+");
  std::vector<std::string> groups = ages;
  groups.insert(groups.end(), more.begin(), more.end());
  groups.insert(groups.end(), most.begin(), most.end());
  EXPECT_TRUE(column_of(groups).column("v").is_text());
}

}  // namespace
}  // namespace occam::data
