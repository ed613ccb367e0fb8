#include "occam/data/date_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "occam/data/table_testing.h"

namespace occam::data {
namespace {

using testing::ElementsAre;

/// Days of a text, in the first order that it allows.
double days(std::string_view text) {
  const auto date = parse_date_text(text);
  if (!date) return std::nan("");
  for (int i = 0; i < static_cast<int>(kDateOrders); ++i) {
    const auto order = static_cast<DateOrder>(i);
    if ((date->orders & order_bit(order)) != 0) return date->days(order);
  }
  return std::nan("");
}

// Python: (datetime(2021, 3, 4) - datetime(1970, 1, 1)).days is 18690.
TEST(DateTextTest, CommonForms) {
  for (const char* text : {"2021-03-04",
                           "2021/03/04",
                           "2021.03.04",
                           "2021-3-4",
                           "04.03.2021",
                           "4/3/2021",
                           "Mar 4, 2021",
                           "Mar 4 2021",
                           "March 4, 2021",
                           "4 March 2021",
                           "04-Mar-2021",
                           "04-MAR-21",
                           "4 mar. 2021",
                           "2021 Mar 4",
                           "2021-Mar-04",
                           "Thu, 4 Mar 2021",
                           "Thursday, March 4, 2021",
                           "4.3.21",
                           "2021-03-04T00:00:00Z",
                           "2021-03-04 00:00",
                           " 2021-03-04 "}) {
    EXPECT_EQ(days(text), 18690.0) << text;
  }
  EXPECT_EQ(days("1970-01-01"), 0.0);
  EXPECT_EQ(days("1969-12-31"), -1.0);
  EXPECT_EQ(days("2000-02-29"), 11016.0);
  EXPECT_EQ(days("2021-03"), 18687.0);
  EXPECT_EQ(days("Mar 2021"), 18687.0);
  EXPECT_EQ(days("03/2021"), 18687.0);
  EXPECT_EQ(days("Mar-21"), 18687.0);
  EXPECT_EQ(days("Mar'21"), 18687.0);
  EXPECT_TRUE(std::isnan(days("Mar 21")));
}

// Python: date(2021, 4, 1), date.fromisocalendar(2021, 1, 1), (2020, 53, 1), (2019, 5, 1).
TEST(DateTextTest, PartsOfAYear) {
  for (const char* text : {"2021Q2", "2021-Q2", "2021 q2", "Q2 2021", "Q2-2021", "2021:Q2"})
    EXPECT_EQ(days(text), 18718.0) << text;
  EXPECT_EQ(days("2021-W01"), 18631.0);
  EXPECT_EQ(days("2020W53"), 18624.0);
  EXPECT_EQ(days("2019-W05"), 17924.0);
  for (const char* text : {"2021Q5", "2021Q0", "2021-W54", "Q2 21", "2021QQ", "2021Q", "W05 Q"})
    EXPECT_TRUE(std::isnan(days(text))) << text;
}

TEST(DateTextTest, TimesAndZones) {
  EXPECT_DOUBLE_EQ(days("2021-03-04T06:30:00Z"), 18690 + 6.5 / 24);
  EXPECT_DOUBLE_EQ(days("2021-03-04 06:30"), 18690 + 6.5 / 24);
  EXPECT_DOUBLE_EQ(days("2021-03-04T06:30:15.25+02:00"), 18690 + (4.5 + 15.25 / 3600) / 24);
  EXPECT_DOUBLE_EQ(days("2021-03-04 23:00 -0530"), 18691 + 4.5 / 24);
  EXPECT_NEAR(days("3/4/2021 5:30 PM") - days("3/4/2021"), 17.5 / 24, 1e-9);
  EXPECT_NEAR(days("3/4/2021, 12:15:00 am") - days("3/4/2021"), 0.25 / 24, 1e-9);
  EXPECT_EQ(days("2021-03-03 24:00"), 18690.0);
}

// Python: (datetime(2000, 3, 22) - datetime(1970, 1, 1)).days is 11038.
TEST(DateTextTest, WithoutAYearAndTimesInFront) {
  for (const char* text : {"22 Mar 06:00", "06:00 22 Mar", "Mar 22 06:00", "6:00 AM, 22 Mar"})
    EXPECT_EQ(days(text), 11038.25) << text;
  EXPECT_EQ(days("06:00 4 March 2021"), 18690.25);
  EXPECT_EQ(days("18:00 2021-03-04"), 18690.75);
  for (const char* text :
       {"Mar 32", "31 Feb", "06:00", "06:00 22", "06:00 22 Mar 07:00", "22 Mar x"})
    EXPECT_TRUE(std::isnan(days(text))) << text;
}

TEST(DateTextTest, NoDates) {
  for (const char* text : {"2021-02-30",    "2021-13-01",  "31/4/2021",
                           "2021-00-10",    "12.5",        "1.2.3",
                           "1990",          "2021",        "12:30",
                           "1-2",           "May",         "may be 2021",
                           "10/12",         "2021-03-04x", "2021-03-04 25:00",
                           "20-21-22-23",   "2021-03/04",  "Marc 4, 2021x",
                           "Mayor 4, 2021", "4 Mar",       "",
                           "0000-01-01",    "2021.03"}) {
    EXPECT_TRUE(std::isnan(days(text))) << text;
  }
}

TEST(CsvDatesTest, OrderIsThatOfTheWholeColumn) {
  Column column = column_of({"03/04/2021", "04/25/2021"}).column("v");
  EXPECT_EQ(column.kind(), ColumnKind::kDate);
  EXPECT_THAT(column.numbers(), ElementsAre(18690.0, 18742.0));
  EXPECT_EQ(column.reading().dates.order, DateOrder::kMonthDayYear);
  EXPECT_EQ(column.reading().ambiguity, Ambiguity::kNone);
  column = column_of({"03/04/2021", "25/04/2021"}).column("v");
  EXPECT_THAT(column.numbers(), ElementsAre(18720.0, 18742.0));
  EXPECT_EQ(column.reading().dates.order, DateOrder::kDayMonthYear);
  // Either: a guess. With points the day is first, without doubt.
  column = column_of({"03/04/2021", "04/05/2021"}).column("v");
  EXPECT_EQ(column.reading().dates.order, DateOrder::kMonthDayYear);
  EXPECT_EQ(column.reading().ambiguity, Ambiguity::kDayOrMonthFirst);
  column = column_of({"03.04.2021", "04.05.2021"}).column("v");
  EXPECT_EQ(column.reading().dates.order, DateOrder::kDayMonthYear);
  EXPECT_EQ(column.reading().ambiguity, Ambiguity::kNone);
  // Another column of the file may tell.
  const Table file = read("a,b\n03/04/2021,25/12/2020\n04/05/2021,26/12/2020\n");
  EXPECT_EQ(file.column("a").reading().dates.order, DateOrder::kDayMonthYear);
  EXPECT_EQ(file.column("a").reading().ambiguity, Ambiguity::kNone);
}

TEST(CsvDatesTest, SeveralFormsInOneColumn) {
  const Column column =
      column_of({"2021-03-04", "04.03.2021", "4 March 2021", "2021-03", "2021-03-05"}).column("v");
  EXPECT_THAT(column.numbers(), ElementsAre(18690.0, 18690.0, 18690.0, 18687.0, 18691.0));
  EXPECT_EQ(column.reading().reason, ColumnReason::kAllCells);
  // But not two orders of day and month.
  std::vector<std::string> cells(20, "25/3/2021");
  cells[3] = "3/25/2021";
  EXPECT_TRUE(column_of(cells).column("v").is_missing(3));
  EXPECT_THAT(column_of(cells).column("v").reading().strays,
              ElementsAre(TextCount{"3/25/2021", 1, 3}));
}

TEST(CsvDatesTest, CompactDatesWhereUnmistakable) {
  const Column column = column_of({"20210304", "20210305", "NA", "20201231"}).column("v");
  EXPECT_EQ(column.kind(), ColumnKind::kDate);
  EXPECT_EQ(column.number(0), 18690.0);
  EXPECT_TRUE(column.is_missing(2));
  EXPECT_EQ(column.reading().ambiguity, Ambiguity::kDateOrNumber);
  EXPECT_EQ(column_of({"20210304", "20210305", "20213131"}).column("v").kind(),
            ColumnKind::kNumber);
  EXPECT_EQ(column_of({"20210304", "20210304"}).column("v").kind(), ColumnKind::kNumber);
  EXPECT_EQ(column_of({"1990", "1991", "1992"}).column("v").kind(), ColumnKind::kNumber);
}

TEST(CsvDatesTest, FewOthersAreMissing) {
  std::vector<std::string> cells(30, "2021-03-04");
  cells[7] = "2021-02-30";
  const Column column = column_of(cells).column("v");
  EXPECT_EQ(column.kind(), ColumnKind::kDate);
  EXPECT_TRUE(column.is_missing(7));
  EXPECT_EQ(column.reading().reason, ColumnReason::kFewStrays);
  EXPECT_THAT(column.reading().strays, ElementsAre(TextCount{"2021-02-30", 1, 7}));
  EXPECT_EQ(read("v,n\n2021-03-04,1\n", {.text_columns = {"v"}}).column("v").kind(),
            ColumnKind::kText);
}

}  // namespace
}  // namespace occam::data
