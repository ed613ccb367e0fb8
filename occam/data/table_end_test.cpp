#include "occam/data/table_end.h"

#include <gtest/gtest.h>

#include <string>

#include "occam/data/table_testing.h"

namespace occam::data {
namespace {

const std::string kRows = "p,1,2.5\nq,2,3\nr,5,4\ns,7,1\n";

TEST(RemarkRowsTest, RemarksPaddedBySeparatorsAreLeftOut) {
  const std::string years = "year,a,b,c\n2001,1,x,3\n2002,2,y,4\n2003,5,x,1\n2004,7,x,2\n";
  for (const char* end : {"Source: the office,,,\n", "Preliminary,,,\n", ",,,\nSource,,,\n",
                          "\"Source: A, B\",,,,,\n", "Source,\n"}) {
    const Table table = read(years + end);
    EXPECT_EQ(table.rows(), 4) << end;
    EXPECT_EQ(table.reading().remarks.count, 1) << end;
    EXPECT_EQ(table.reading().remarks.first_line, end[0] == ',' ? 7 : 6);
    EXPECT_EQ(table.reading().empty_rows.count, end[0] == ',' ? 1 : 0);
    EXPECT_EQ(table.column("year").kind(), ColumnKind::kNumber);
    EXPECT_EQ(table.column("year").reading().missing_cells, 0);
  }
  EXPECT_EQ(read(years + "Source,,,\n", {.all_rows = true}).rows(), 5);
  EXPECT_TRUE(read(years + "Source,,,\n", {.all_rows = true}).reading().rows_kept);
  // Several, some of them behind the first alone; among so few numbers they make texts of them.
  const Table notes = read(years + "Note: a,,,\nof 2004,,,\n,,,\nSource: A,,,\nB\n");
  EXPECT_EQ(notes.rows(), 4);
  EXPECT_EQ(notes.reading().remarks.count, 4);
  EXPECT_EQ(notes.column("year").kind(), ColumnKind::kNumber);
  // Names: a colon tells, where no other has one.
  const std::string names = "name,a,b,c\np,1,2,3\nq,2,3,4\nr,5,4,1\ns,7,1,2\n";
  EXPECT_EQ(read(names + "Last updated: 2020,,,\nby hand,,,\n").rows(), 4);
  EXPECT_EQ(read(names + "t: u,1,2,3\nSource: A,,,\n").rows(), 6);
  EXPECT_EQ(read(names + "t,,,\n").rows(), 5);
}

TEST(RemarkRowsTest, OfTwoColumnsAreSaidByAColonOrABlankLine) {
  const std::string numbers = "a,b\n1,2\n2,3\n3,4\n4,5\n5,6\n";
  for (const char* end : {"Source: the office\n", "\nSource: the office\nby hand\n",
                          "\nMade by hand\n", "\nLast updated: 2021-03-04\n"}) {
    const Table table = read(numbers + end);
    EXPECT_EQ(table.rows(), 5) << end;
    EXPECT_GE(table.reading().remarks.count, 1) << end;
    EXPECT_EQ(table.column("a").kind(), ColumnKind::kNumber);
  }
  const std::string names = "city,b\nUlm,2\nBonn,3\nNew York,4\nRom,5\n";
  EXPECT_EQ(read(names + "\nSource: A\n").rows(), 4);
  // Half of a row: nobody knows.
  for (const char* end : {"Los Angeles\n", "Source\n", "\n12 13\n", "12: 13\n", "7\n",
                          "Source: A\nRiga,7\n", "Source: A\n\nRiga\nLos Angeles,7\n"})
    EXPECT_THROW(read(names + end), FileError) << end;
}

TEST(RemarkRowsTest, OtherRowsStay) {
  const std::string years = "year,a,b,c\n2001,1,x,3\n2002,2,y,4\n2003,5,x,1\n2004,7,x,2\n";
  for (const char* end : {"2005,,,\n", "Source,2,,\n", "Source,,,4\n", "2005,,,\nSource,,,3\n"}) {
    const Table table = read(years + end);
    EXPECT_EQ(table.reading().remarks.count, 0) << end;
    EXPECT_GE(table.rows(), 5) << end;
  }
  EXPECT_EQ(read(years + "Source,,,\n2005,1,x,2\n").rows(), 6);
  EXPECT_EQ(read("a,b\n1,2\n2,3\n3,4\n4,5\n5,6\nSource,\n").rows(), 6);  // two columns
  std::string many = years;
  for (int i = 0; i < 21; ++i) many += "note " + std::to_string(i) + ",,,\n";
  EXPECT_EQ(read(many).rows(), 25);
}

TEST(RemarkRowsTest, ATotalInFrontOfThem) {
  for (const char* between : {"", ",,\n"}) {
    const Table table =
        read("name,a,b\n" + kRows + "Total,15,10.5\n" + between + "Source: A,,\nNote\n");
    EXPECT_EQ(table.rows(), 4);
    EXPECT_EQ(table.reading().total.first_line, 6);
    EXPECT_EQ(table.reading().remarks.count, 2);
  }
  const Table unsure = read("name,a,b\n" + kRows + "Total,16,10\nSource: A,,\n");
  EXPECT_EQ(unsure.rows(), 5);
  EXPECT_EQ(unsure.reading().like_total.first_line, 6);
}

TEST(TotalRowTest, ARowThatAddsUpTheOthersIsLeftOut) {
  for (const char* total :
       {"Total,15,10.5\n", "SUMME:,15,10.5\n", "Total,15,\n", "Average,3.75,2.625\n"}) {
    const Table table = read("name,a,b\n" + kRows + total);
    EXPECT_EQ(table.rows(), 4) << total;
    EXPECT_EQ(table.reading().total.count, 1);
    EXPECT_EQ(table.reading().total.first_line, 6);
    EXPECT_EQ(table.column("a").reading().missing_cells, 0);
    EXPECT_EQ(read("name,a,b\n" + kRows + total, {.all_rows = true}).rows(), 5);
  }
  // Behind numbers it would make texts of them, or count as missing.
  const Table years = read("year,a\n2001,1\n2002,2\n2003,5\n2004,7\nTotal,15\n");
  EXPECT_EQ(years.rows(), 4);
  EXPECT_EQ(years.column("year").kind(), ColumnKind::kNumber);
  EXPECT_EQ(years.column("year").reading().missing_cells, 0);
}

TEST(TotalRowTest, SoAreSeveral) {
  for (const char* totals :
       {"Total,15,10.5\nAverage,3.75,2.625\n", "Mean,3.75,2.625\nSum,15,10.5\n"}) {
    const Table table = read("name,a,b\n" + kRows + totals);
    EXPECT_EQ(table.rows(), 4) << totals;
    EXPECT_EQ(table.reading().total.count, 2);
    EXPECT_EQ(table.reading().total.first_line, 6);
  }
  EXPECT_EQ(read("name,a,b\n" + kRows + "Total,15,10.5\nAverage,3,2\n").rows(), 6);
}

TEST(TotalRowTest, AShortOneIsLeftOut) {
  for (const char* total : {"Total,15\n", "Total\n", ",Total\n", "Grand total:,16\n"}) {
    const Table table = read("name,a,b\n" + kRows + total);
    EXPECT_EQ(table.rows(), 4) << total;
    EXPECT_TRUE(table.reading().total_is_short || table.reading().remarks.count == 1) << total;
    EXPECT_EQ(table.column("a").kind(), ColumnKind::kNumber);
    EXPECT_EQ(table.column("a").reading().missing_cells, 0);
    EXPECT_EQ(table.reading().short_rows.count, 0);
  }
  const Table two = read("year,a\n2001,1\n2002,2\n2003,5\n2004,7\nTotal\n");
  EXPECT_EQ(two.rows(), 4);
  EXPECT_EQ(two.reading().total.first_line, 6);
  // Above other rows it is a fault, and so it is where every row is data.
  EXPECT_THROW(read("year,a\n2001,1\n2002,2\n2003,5\nTotal\n2004,7\n"), FileError);
  EXPECT_THROW(read("year,a\n2001,1\n2002,2\n2003,5\n2004,7\nTotal\n", {.all_rows = true}),
               FileError);
  EXPECT_THROW(read("year,a\n2001,1\n2002,2\n2003,5\n2004,7\nTokyo\n"), FileError);
}

TEST(TotalRowTest, OtherRowsStay) {
  Table table = read("name,a,b\n" + kRows + "Total,16,10\n");
  EXPECT_EQ(table.rows(), 5);
  EXPECT_EQ(table.reading().like_total.count, 1);
  EXPECT_EQ(table.reading().total_text, "Total");
  for (const char* rows : {"p,1,2\nTotal,2,3\nr,5,4\nTotal,8,9\n", "p,1,2\nq,2,3\nTotal,3,5\n",
                           "p,1,2\nq,2,3\nr,5,4\ns,8,9\n", "Total,8,9\np,1,2\nq,2,3\nr,5,4\n"}) {
    table = read("name,a,b\n" + std::string(rows));
    EXPECT_EQ(table.reading().total.count + table.reading().like_total.count, 0) << rows;
  }
}

}  // namespace
}  // namespace occam::data
