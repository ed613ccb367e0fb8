#include "occam/data/range_text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "occam/data/table_testing.h"
#include "occam/data/written_number_testing.h"

namespace occam::data {
namespace {

double range_value(std::string_view text) { return number_of(parse_range_text(text)); }

TEST(RangeTextTest, TheMiddle) {
  EXPECT_EQ(range_value("2100 - 2850"), 2475);
  EXPECT_EQ(range_value("2100-2850"), 2475);
  EXPECT_EQ(range_value("10\u201320"), 15);
  EXPECT_EQ(range_value("1.5 to 2.5"), 2);
  EXPECT_EQ(range_value("$25,000 - $49,999"), 37499.5);
  EXPECT_EQ(range_value("-4 - -2"), -3);
  EXPECT_EQ(range_value("5 - 10%"), 7.5);
  EXPECT_FALSE(parse_range_text("2100-2850")->sure);
  EXPECT_TRUE(parse_range_text("2100 - 2850")->sure);
}

TEST(RangeTextTest, OtherTexts) {
  for (const char* text : {"", "5", "5 -", "- 5", "27 - 25", "a - b", "5 - b", "1-2-3", "5% - 7"})
    EXPECT_EQ(range_value(text), kNoNumber) << text;
}

TEST(RangeTextTest, Columns) {
  std::vector<std::string> cells = {"1200-1400", "2000 - 2400"};
  for (int i = 0; i < 30; ++i) cells.push_back(std::to_string(900 + 7 * i));
  Column column = column_of(cells).column("v");
  EXPECT_EQ(column.reading().numbers.writing, NumberWriting::kRange);
  EXPECT_EQ(column.number(0), 1300);
  EXPECT_EQ(column.number(2), 900);
  // Codes stay codes, groups of few stay groups.
  cells.clear();
  for (int i = 0; i < 30; ++i) cells.push_back("555-" + std::to_string(1000 + 37 * i));
  EXPECT_TRUE(column_of(cells).column("v").is_text());
  cells.clear();
  for (int i = 0; i < 60; ++i)
    cells.push_back(std::to_string(10 * (i % 5)) + " - " + std::to_string(10 * (i % 5) + 9));
  EXPECT_TRUE(column_of(cells).column("v").is_text());
  cells.clear();
  for (int i = 0; i < 60; ++i)
    cells.push_back(std::to_string(10 * i) + " - " + std::to_string(10 * i + 9));
  EXPECT_EQ(column_of(cells).column("v").number(1), 14.5);
}

TEST(RangeTextTest, ColumnsWithAUnit) {
  std::vector<std::string> cells = {"0.5 m", "20 to 30 cm"};
  for (int i = 0; i < 30; ++i)
    cells.push_back(std::to_string(7 * i) + " - " + std::to_string(7 * i + 4) + " cm");
  Column column = column_of(cells).column("v");
  EXPECT_EQ(column.reading().numbers.unit, "cm");
  EXPECT_TRUE(column.reading().numbers.ranges);
  EXPECT_EQ(column.number(0), 50);
  EXPECT_EQ(column.number(1), 25);
  EXPECT_EQ(column.number(3), 9);
  // Of the other unit, too; and groups of few stay groups.
  cells[0] = "1 - 2 m";
  EXPECT_EQ(column_of(cells).column("v").number(0), 150);
  cells.clear();
  for (int i = 0; i < 60; ++i)
    cells.push_back(std::to_string(i % 5) + " - " + std::to_string(i % 5 + 1) + " cm");
  EXPECT_TRUE(column_of(cells).column("v").is_text());
}

}  // namespace
}  // namespace occam::data
