#include "occam/data/feet_text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "occam/data/column_form.h"
#include "occam/data/table_testing.h"
#include "occam/data/written_number_testing.h"

namespace occam::data {
namespace {

double feet_value(std::string_view text) { return number_of(parse_feet_text(text)); }

TEST(FeetTextTest, Inches) {
  EXPECT_EQ(feet_value("5'9\""), 69);
  EXPECT_EQ(feet_value("5'9"), 69);
  EXPECT_EQ(feet_value("5' 11.5\""), 71.5);
  EXPECT_EQ(feet_value("6 ft 1 in"), 73);
  EXPECT_EQ(feet_value("6 feet 1 inches"), 73);
  EXPECT_EQ(feet_value("5\u2032 9\u2033"), 69);
  EXPECT_EQ(feet_value("6'"), 72);
  EXPECT_FALSE(parse_feet_text("6 ft")->sure);
}

TEST(FeetTextTest, OtherTexts) {
  for (const char* text : {"", "5", "5'12", "'9", "5 m 9 in", "5'9 x", "-5'9", "5-9"})
    EXPECT_EQ(feet_value(text), kNoNumber) << text;
}

TEST(FeetTextTest, Columns) {
  const Column column = column_of({"5'9", "6'", "5'11", "6'2"}).column("v");
  EXPECT_EQ(column.reading().numbers.writing, NumberWriting::kFeet);
  EXPECT_EQ(column.number(1), 72);
  EXPECT_EQ(column_of({"5 ft", "6 ft", "7 ft"}).column("v").reading().numbers.unit, "ft");
}

}  // namespace
}  // namespace occam::data
