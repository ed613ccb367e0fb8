#include "occam/data/unit_scale.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "occam/data/column_form.h"
#include "occam/data/table_testing.h"

namespace occam::data {
namespace {

// The definitions of the SI and of the international yard and pound.
TEST(UnitScaleTest, Ratios) {
  EXPECT_EQ(unit_ratio("m", "cm"), 100);
  EXPECT_EQ(unit_ratio("cm", "m"), 0.01);
  EXPECT_DOUBLE_EQ(*unit_ratio("ft", "in"), 12);
  EXPECT_DOUBLE_EQ(*unit_ratio("lbs", "oz"), 16);
  EXPECT_EQ(unit_ratio("TB", "GB"), 1000);
  EXPECT_EQ(unit_ratio("miles", "m"), 1609.344);
  EXPECT_FALSE(unit_ratio("m", "kg"));
  EXPECT_FALSE(unit_ratio("m", "furlong"));
  EXPECT_FALSE(unit_ratio("mW", "MW"));
}

TEST(UnitScaleTest, Columns) {
  const Column column = column_of({"180 cm", "1.75 m", "165 cm", "1.9 m", "170cm"}).column("v");
  EXPECT_EQ(column.reading().numbers.unit, "cm");
  EXPECT_TRUE(column.reading().numbers.multiples);
  EXPECT_DOUBLE_EQ(column.number(1), 175);
  EXPECT_EQ(column.number(4), 170);
  const ColumnForm form = form_of(column);
  EXPECT_DOUBLE_EQ(column_of({"2 m"}, {.forms = {form}}).column("v").number(0), 200);
  EXPECT_TRUE(column_of({"2 kg", "1 cm"}, {.forms = {form}}).column("v").is_missing(0));
}

}  // namespace
}  // namespace occam::data
