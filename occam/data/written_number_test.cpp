#include "occam/data/written_number.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "occam/data/table_testing.h"

namespace occam::data {
namespace {

using Writing = NumberWriting;

double value(std::string_view text, Writing column) {
  const auto written = parse_written_number(text);
  const auto number = written ? written->in(column) : std::nullopt;
  return number ? number->value(kNotations[0]).value : -12345.0;
}

TEST(WrittenNumberTest, Times) {
  EXPECT_EQ(value("08:30", Writing::kClock), 30600);
  EXPECT_EQ(value("8:30:15.5", Writing::kClock), 30615.5);
  EXPECT_EQ(value("8:30 PM", Writing::kClock), 73800);
  EXPECT_EQ(value("12:15am", Writing::kClock), 900);
  EXPECT_EQ(value("12:15 p.m.", Writing::kClock), 44100);
  EXPECT_EQ(value("-0:45", Writing::kClock), -2700);
  EXPECT_EQ(value("36:15:00", Writing::kClock), 130500);
  EXPECT_EQ(value("2 days 03:04:05", Writing::kClock), 183845);
  EXPECT_EQ(value("1 day, 0:00:01", Writing::kClock), 86401);
  EXPECT_EQ(value("1:23.4", Writing::kMinutes), 83.4);
  EXPECT_EQ(value("75:10", Writing::kMinutes), 4510);
  EXPECT_EQ(value("1:02:15", Writing::kMinutes), 3735);
  EXPECT_EQ(parse_written_number("75:10")->writing, Writing::kMinutes);
  EXPECT_EQ(parse_written_number("24:00")->writing, Writing::kClock);
}

TEST(WrittenNumberTest, OtherWritings) {
  EXPECT_EQ(value("0x1F", Writing::kHexadecimal), 31);
  EXPECT_EQ(value("-0xff", Writing::kHexadecimal), -255);
  EXPECT_EQ(value("0x20000000000000", Writing::kHexadecimal), 9007199254740992.0);
  EXPECT_EQ(value("12.3 \u00B1 0.4", Writing::kUncertain), 12.3);
  EXPECT_EQ(value("-5+/-1", Writing::kUncertain), -5);
  EXPECT_EQ(value("7 +- 0.5", Writing::kUncertain), 7);
}

TEST(WrittenNumberTest, OtherTexts) {
  for (const char* text : {"",
                           "8",
                           "8:3",
                           "8:60",
                           "8:30:61",
                           "2:1",
                           "a:30",
                           "8:30 XM",
                           "13:00 PM",
                           "8:30:15:00",
                           ":30",
                           "8:",
                           "0x",
                           "0xG",
                           "0x20000000000001",
                           "x1F",
                           "1F",
                           "\u00B1 4",
                           "4 \u00B1",
                           "4 \u00B1 -1",
                           "a +/- b",
                           "12:34:56:78:9a:bc",
                           "2021-03-04 08:30",
                           "1:23.",
                           "days 1:00",
                           "123456:00"}) {
    EXPECT_FALSE(parse_written_number(text)) << text;
  }
  EXPECT_FALSE(parse_written_number("08:30")->in(Writing::kHexadecimal));
  EXPECT_FALSE(parse_written_number("08:30")->in(Writing::kDecimal));
}

const Column& only(const Table& table) { return table.column("v"); }

TEST(ColumnWritingTest, OfTheWholeColumn) {
  Table table = column_of({"08:30", "9:15", "", "10:00", "23:59:59"});
  EXPECT_EQ(only(table).reading().numbers.writing, Writing::kClock);
  EXPECT_EQ(only(table).number(1), 33300);
  EXPECT_TRUE(only(table).is_missing(2));
  // One that can be no hour makes minutes and seconds of all.
  table = column_of({"59:30", "58:10", "1:02:15", "1:10:00"});
  EXPECT_EQ(only(table).reading().numbers.writing, Writing::kMinutes);
  EXPECT_EQ(only(table).number(0), 3570);
  EXPECT_EQ(only(table).number(2), 3735);
  table = column_of({"0x1F", "0x20", "0xff"});
  EXPECT_EQ(only(table).number(2), 255);
  table = column_of({"5.1 \u00B1 0.2", "6", "1,5 \u00B1 0,3", "7,2"}, {.decimal = ','});
  EXPECT_EQ(only(table).reading().numbers.writing, Writing::kUncertain);
  EXPECT_EQ(only(table).number(2), 1.5);
  EXPECT_EQ(only(table).number(1), 6);
}

TEST(ColumnWritingTest, NeedsThreeTextsAndNearlyAllCells) {
  EXPECT_TRUE(only(column_of({"8:30", "9:30", "8:30", "9:30"})).is_text());
  EXPECT_TRUE(only(column_of({"0x1", "0x2", "0x1"})).is_text());
  EXPECT_TRUE(only(column_of({"8:30", "9:30", "10:30", "a", "b", "c"})).is_text());
  EXPECT_TRUE(only(column_of({"8:30", "9:30", "10:30", "0x1", "0x2", "0x3"})).is_text());
  // A plain number among times is none.
  std::vector<std::string> cells = {"8"};
  for (int i = 10; i < 60; ++i) cells.push_back("7:" + std::to_string(i));
  const Table table = column_of(cells);
  EXPECT_TRUE(only(table).is_missing(0));
  EXPECT_EQ(only(table).number(1), 25800);
  EXPECT_EQ(only(table).reading().reason, ColumnReason::kFewStrays);
  EXPECT_TRUE(only(column_of(cells, {.text_columns = {"v"}})).is_text());
}

TEST(ColumnWritingTest, AKnownWritingHoldsForOneRow) {
  const Table training = column_of({"59:30", "58:10", "1:02:15"});
  const ColumnForm form = form_of(only(training));
  EXPECT_EQ(form.writing, Writing::kMinutes);
  EXPECT_EQ(only(column_of({"8:30"}, {.forms = {form}})).number(0), 510);
  EXPECT_TRUE(only(column_of({"8:30", "510"}, {.forms = {form}})).is_missing(1));
  // Plain numbers stay plain.
  const ColumnForm plain = form_of(only(column_of({"1", "2", "3"})));
  EXPECT_TRUE(only(column_of({"1", "8:30", "9:30", "10:30"}, {.forms = {plain}})).is_missing(1));
}

TEST(ColumnWritingTest, TruthsAmongOnesAndZeros) {
  const Table table = column_of({"TRUE", "1", "0", "false", "", "1"});
  const Column& column = only(table);
  EXPECT_EQ(column.reading().numbers.writing, Writing::kTruth);
  EXPECT_EQ(column.number(0), 1);
  EXPECT_EQ(column.number(3), 0);
  EXPECT_TRUE(column.is_missing(4));
  const ColumnForm form = form_of(column);
  EXPECT_EQ(only(column_of({"True", "0"}, {.forms = {form}})).number(0), 1);
  EXPECT_TRUE(only(column_of({"TRUE", "FALSE", "TRUE"})).is_text());
  EXPECT_TRUE(only(column_of({"TRUE", "FALSE", "1", "2"})).is_text());
  EXPECT_TRUE(only(column_of({"TRUE", "FALSE", "1", "maybe"})).is_text());
  // Beyond the texts that are kept at first.
  std::vector<std::string> cells(5000, "1");
  for (int i = 0; i < 5000; i += 2) cells[static_cast<std::size_t>(i)] = "0";
  cells.push_back("TRUE");
  EXPECT_EQ(only(column_of(cells)).number(5000), 1);
}

TEST(ColumnWritingTest, PowersOfTen) {
  const Table table =
      column_of({"1.2\u00D710^3", "1.5x10^-2", "2\u00B710\u00B3", "3 * 10^2", "7", "6\u00D710^0"});
  const Column& column = only(table);
  EXPECT_EQ(column.kind(), ColumnKind::kNumber);
  EXPECT_DOUBLE_EQ(column.number(0), 1200);
  EXPECT_DOUBLE_EQ(column.number(1), 0.015);
  EXPECT_DOUBLE_EQ(column.number(2), 2000);
  EXPECT_DOUBLE_EQ(column.number(3), 300);
  EXPECT_DOUBLE_EQ(column.number(5), 6);
  for (const char* text :
       {"1.2\u00D710", "1.2\u00D710^", "x10^3", "1e2x10^3", "1.2\u00D7103", "1.2x10^999"})
    EXPECT_TRUE(only(column_of({text, "a", "b"})).is_text()) << text;
}

}  // namespace
}  // namespace occam::data
