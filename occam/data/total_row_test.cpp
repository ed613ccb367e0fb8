#include "occam/data/total_row.h"

#include <gtest/gtest.h>

#include <string>

#include "occam/data/table_testing.h"

namespace occam::data {
namespace {

const std::string kRows = "p,1,2.5\nq,2,3\nr,5,4\ns,7,1\n";

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
