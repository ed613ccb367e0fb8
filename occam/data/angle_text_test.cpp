#include "occam/data/angle_text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "occam/data/column_form.h"
#include "occam/data/table_testing.h"
#include "occam/data/written_number_testing.h"

namespace occam::data {
namespace {

double angle_value(std::string_view text) { return number_of(parse_angle_text(text)); }

TEST(AngleTextTest, Degrees) {
  EXPECT_EQ(angle_value("57.05N"), 57.05);
  EXPECT_EQ(angle_value("10.33\u00B0 W"), -10.33);
  EXPECT_EQ(angle_value("S 40.5"), -40.5);
  EXPECT_EQ(angle_value("40\u00B030'0\"S"), -40.5);
  EXPECT_EQ(angle_value("40\u00B0 30\u2032 N"), 40.5);
  EXPECT_EQ(angle_value("-40\u00B030'36\""), -40.51);
  EXPECT_TRUE(parse_angle_text("40\u00B030'")->sure);
  EXPECT_FALSE(parse_angle_text("57.05N")->sure);
}

TEST(AngleTextTest, OtherTexts) {
  for (const char* text :
       {"", "N", "57", "57\u00B0", "57X", "57 30 N", "57\u00B060'N", "57\u00B030'61\"N"})
    EXPECT_EQ(angle_value(text), kNoNumber) << text;
}

TEST(AngleTextTest, Columns) {
  const Column column = column_of({"57.05N", "10.33S", "0.8N"}).column("v");
  EXPECT_EQ(column.reading().numbers.writing, NumberWriting::kAngle);
  EXPECT_EQ(column.number(1), -10.33);
  // Watts alone stay watts.
  EXPECT_EQ(column_of({"60W", "75W", "100W"}).column("v").reading().numbers.unit, "W");
}

}  // namespace
}  // namespace occam::data
