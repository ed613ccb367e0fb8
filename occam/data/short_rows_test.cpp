#include "occam/data/short_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "occam/base/errors.h"
#include "occam/data/table_testing.h"

namespace occam::data {
namespace {

using testing::HasSubstr;

/// Rows of four columns, numbers but for the second.
std::string rows(int count) {
  std::string text;
  for (int i = 0; i < count; ++i)
    text += std::to_string(i) + (i % 2 == 0 ? ",x," : ",y,") + std::to_string(i % 7) + ".5,3\n";
  return text;
}

std::string refusal_of(const std::string& text, const ReadOptions& options = {}) {
  return message_of<FileError>([&] { read(text, options); });
}

// As pandas.read_csv reads the same: NaN behind the last cell.
TEST(ShortRowsTest, LastCellsAreMissing) {
  const Table table =
      read("a,b,c,d\n" + rows(10) + "10,x,2.5\n" + rows(18) + "18,x,\n\n19,y,\n" + rows(9));
  EXPECT_EQ(table.rows(), 40);
  EXPECT_EQ(table.reading().short_rows.count, 3);
  EXPECT_EQ(table.reading().short_rows.first_line, 12);
  EXPECT_EQ(table.column("c").number(10), 2.5);
  EXPECT_TRUE(table.column("d").is_missing(10));
  EXPECT_TRUE(table.column("c").is_missing(29));
  EXPECT_TRUE(table.column("c").is_missing(30));
  EXPECT_EQ(table.column("a").number(30), 19.0);
  EXPECT_EQ(table.column("d").reading().missing_cells, 3);
}

TEST(ShortRowsTest, FewRowsOnly) {
  EXPECT_EQ(read("a,b,c,d\n" + rows(9) + "9,x,2\n").rows(), 10);
  EXPECT_THAT(refusal_of("a,b,c,d\n" + rows(8) + "9,x,2\n"),
              HasSubstr(", line 10, column 4. Expected 4 cells as in the first row. Received: 3 "
                        "cells"));
  EXPECT_THAT(refusal_of("a,b,c,d\n" + rows(9) + "9,x,2\n" + rows(4) + "9,x,2\n"),
              HasSubstr("Received: 3 cells; 2 rows are not alike, further lines 16"));
}

TEST(ShortRowsTest, WhatIsThereFitsItsColumns) {
  for (const char* row : {
           "x,1.5,3\n",        // the first cell is lacking
           "5,x,big\n",        // a text among numbers
           "NA,x\n",           // nothing says that this is a row
           "5,\"x\ny\",2.5\n"  // a lost quote may have joined two rows
       }) {
    EXPECT_THAT(refusal_of("a,b,c,d\n" + rows(15) + row + rows(9)), HasSubstr("line 17")) << row;
  }
  // A text that would make texts of a column of few numbers.
  std::string few;
  for (int i = 0; i < 40; ++i) few += std::to_string(i) + "," + std::to_string(i % 3) + ",1,2\n";
  EXPECT_THAT(refusal_of("a,b,c,d\n" + few + "5,big,1\n"), HasSubstr("3 cells"));
  EXPECT_EQ(read("a,b,c,d\n" + few + "5,2,1\n").rows(), 41);
}

TEST(ShortRowsTest, HalvesOfARow) {
  // "5,x,2" and "y,3" with a line break between, or "5,x" and "2.5,3".
  for (const char* halves : {"5,x,2\n5,3\n", "5,x\n2.5,3\n", "5,x,2\n6\n"}) {
    EXPECT_THAT(refusal_of("a,b,c,d\n" + rows(25) + halves), HasSubstr("line 27")) << halves;
  }
  EXPECT_EQ(read("a,b,c,d\n" + rows(25) + "5,x,2\n5,y,3\n").rows(), 27);
}

TEST(ShortRowsTest, WhereNobodyKnows) {
  EXPECT_THAT(refusal_of("a,b,c,d\n" + rows(15) + "5,x,2"), HasSubstr("3 cells"));  // cut off
  EXPECT_THAT(refusal_of("a,b\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n3\n"),
              HasSubstr("1 cell"));
  std::string spaces = "a b c d\n";
  for (int i = 0; i < 20; ++i) spaces += "1 2 3 4\n";
  EXPECT_THAT(refusal_of(spaces + "1 2 3\n", {.separator = ' '}), HasSubstr("3 cells"));
  // Beside a row with too many cells they are no fault, or one in the order of lines.
  const std::string more = "a,b,c,d\n" + rows(9) + "5,x,2\n5,x,2,3,4\n" + rows(9);
  EXPECT_THAT(refusal_of(more), HasSubstr("line 12, column 5"));
  EXPECT_THAT(refusal_of(more), testing::Not(HasSubstr("rows are not alike")));
  EXPECT_THAT(refusal_of(more + "x,x,2\n5,x,2\n"),
              HasSubstr("line 11, column 4. Expected 4 cells as in the first row. Received: 3 "
                        "cells; 4 rows are not alike, further lines 12, 22, 23"));
}

TEST(ShortRowsTest, ColumnsInTheOrderOfTheirFile) {
  const TestFile one("a,b,c\n1,2,x\n3,4,y\n5,6,x\n7,8,y\n9,9,x\n" + std::string("1,1,x\n2,2,y\n"));
  const TestFile other("c,b,a\nx,5,6\ny,7\nx,1,2\n");
  const std::vector<std::string> paths = {one.path(), other.path()};
  const Table table = read_csv(paths);
  EXPECT_EQ(table.rows(), 10);
  EXPECT_TRUE(table.column("a").is_missing(8));
  EXPECT_EQ(table.column("b").number(8), 7);
}

TEST(ShortRowsTest, ManyAreRefused) {
  std::string text = "a,b,c,d\n" + rows(150'000);
  for (int i = 0; i < 9'999; ++i) text += "5,x,2\n";
  EXPECT_EQ(read(text).reading().short_rows.count, 9'999);
  EXPECT_THAT(refusal_of(text + "5,x,2\n5,x,2\n"), HasSubstr("10001 rows are not alike"));
}

}  // namespace
}  // namespace occam::data
