#include "occam/data/duration_text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "occam/data/column_form.h"
#include "occam/data/table_testing.h"
#include "occam/data/written_number_testing.h"

namespace occam::data {
namespace {

double duration_value(std::string_view text) { return number_of(parse_duration_text(text)); }

TEST(DurationTextTest, SecondsOfASpan) {
  EXPECT_EQ(duration_value("2h 50m"), 10200);
  EXPECT_EQ(duration_value("2h50m"), 10200);
  EXPECT_EQ(duration_value("1 hr and 30 min"), 5400);
  EXPECT_EQ(duration_value("1 day, 3 hours"), 97200);
  EXPECT_EQ(duration_value("5 min 30.5 s"), 330.5);
  EXPECT_EQ(duration_value("-1h 30m"), -5400);
  EXPECT_EQ(duration_value("PT2H5M"), 7500);
  EXPECT_EQ(duration_value("P1DT12H"), 129600);
  EXPECT_EQ(duration_value("1 year 2 months"), 14 * 365.25 / 12 * 86400);
  EXPECT_EQ(duration_value("45m"), 2700);
  EXPECT_EQ(duration_value("3M"), 3 * 365.25 / 12 * 86400);
  EXPECT_TRUE(parse_duration_text("2h 50m")->sure);
  EXPECT_FALSE(parse_duration_text("19h")->sure);
}

TEST(DurationTextTest, OtherTexts) {
  for (const char* text : {"", "5", "h", "5 kg", "30m 2h", "2h 3h", "2h 50", "PT", "P2H", "PT2D",
                           "2h x", "-", "1..5h"}) {
    EXPECT_EQ(duration_value(text), kNoNumber) << text;
  }
}

TEST(DurationTextTest, Columns) {
  const Column column = column_of({"2h 50m", "19h", "", "45m", "7h 5m"}).column("v");
  EXPECT_EQ(column.reading().numbers.writing, NumberWriting::kDuration);
  EXPECT_EQ(column.number(0), 10200);
  EXPECT_EQ(column.number(1), 68400);
  EXPECT_TRUE(column.is_missing(2));
  // Units that differ are enough; one unit is a unit.
  EXPECT_EQ(column_of({"2 years", "18 months", "3 weeks"}).column("v").number(2), 21 * 86400);
  EXPECT_EQ(column_of({"2 years", "1 year", "3 years"}).column("v").reading().numbers.unit,
            "years");
  // What the column was taken for holds for one row.
  const ColumnForm form = form_of(column);
  EXPECT_EQ(column_of({"19h"}, {.forms = {form}}).column("v").number(0), 68400);
}

}  // namespace
}  // namespace occam::data
