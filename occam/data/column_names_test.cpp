#include "occam/data/column_names.h"

#include <gtest/gtest.h>

namespace occam::data {
namespace {

TEST(ColumnNamesTest, AllDifferent) {
  const std::vector<CsvCell> cells = {{"a", 1}, {"a.1", 1}, {"", 1}, {"a", 1}, {"a", 1}};
  std::vector<FileReading::Renamed> renamed;
  EXPECT_EQ(column_names(cells, true, renamed),
            (std::vector<std::string>{"a", "a.1", "column3", "a.2", "a.3"}));
  ASSERT_EQ(renamed.size(), 2u);
  EXPECT_EQ(renamed[0].name, "a.2");
  EXPECT_EQ(renamed[0].written, "a");
  EXPECT_EQ(column_names(cells, false, renamed)[4], "column5");
  EXPECT_EQ(renamed.size(), 2u);
}

}  // namespace
}  // namespace occam::data
