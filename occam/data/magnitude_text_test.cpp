#include "occam/data/magnitude_text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "occam/data/column_form.h"
#include "occam/data/table_testing.h"
#include "occam/data/written_number_testing.h"

namespace occam::data {
namespace {

double magnitude_value(std::string_view text) { return number_of(parse_magnitude_text(text)); }

TEST(MagnitudeTextTest, WholeNumbers) {
  EXPECT_EQ(magnitude_value("1.2M"), 1200000);
  EXPECT_EQ(magnitude_value("565K"), 565000);
  EXPECT_EQ(magnitude_value("565k"), 565000);
  EXPECT_EQ(magnitude_value("\u20AC110.5M"), 110500000);
  EXPECT_EQ(magnitude_value("-$2.3 bn"), -2300000000.0);
  EXPECT_EQ(magnitude_value("3 million"), 3000000);
  EXPECT_EQ(magnitude_value("45 Lakh"), 4500000);
  EXPECT_EQ(magnitude_value("1.2 Cr"), 12000000);
  EXPECT_EQ(magnitude_value("10M+"), 10000000);
  EXPECT_EQ(magnitude_value("0.1K"), 100);
  EXPECT_FALSE(parse_magnitude_text("5K")->sure);
}

TEST(MagnitudeTextTest, OtherTexts) {
  for (const char* text : {"", "5", "K", "5 kg", "5mm", "5%K", "1e3K", "a5K", "5KK"})
    EXPECT_EQ(magnitude_value(text), kNoNumber) << text;
}

TEST(MagnitudeTextTest, Columns) {
  Column column = column_of({"1.2M", "565K", "900", "0", "2.5K"}).column("v");
  EXPECT_EQ(column.reading().numbers.writing, NumberWriting::kMagnitude);
  EXPECT_EQ(column.number(0), 1200000);
  EXPECT_EQ(column.number(2), 900);
  const ColumnForm form = form_of(column);
  EXPECT_EQ(column_of({"3B"}, {.forms = {form}}).column("v").number(0), 3e9);
  EXPECT_EQ(column_of({"3"}, {.forms = {form}}).column("v").number(0), 3);
  // Of one letter nobody knows whether it is a unit; behind a blank plain numbers are of it too.
  EXPECT_EQ(column_of({"5K", "6K", "7K"}).column("v").reading().numbers.unit, "K");
  EXPECT_EQ(column_of({"900", "1.2K", "3K", "2K"}).column("v").number(1), 1200);
  EXPECT_TRUE(column_of({"207", "207b", "208", "208b", "209b"}).column("v").is_text());
  std::vector<std::string> kelvin = {"300"};
  for (int i = 301; i < 320; ++i) kelvin.push_back(std::to_string(i) + " K");
  column = column_of(kelvin).column("v");
  EXPECT_EQ(column.number(0), 300);
  EXPECT_EQ(column.number(1), 301);
}

}  // namespace
}  // namespace occam::data
