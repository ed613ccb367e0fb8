#include "occam/data/table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "occam/base/errors.h"
#include "occam/data/table_testing.h"

namespace occam::data {
namespace {

using testing::ElementsAre;

TEST(TableTest, ColumnsByName) {
  const std::vector<std::string> jobs{"smith", "", "cook"};
  const Table table(
      {Column::of_numbers("age", {1, 2, std::nan("")}), Column::of_texts("job", jobs)});
  EXPECT_EQ(table.rows(), 3);
  EXPECT_THAT(table.column("job").categories(), ElementsAre("cook", "smith"));
  EXPECT_THAT(texts(table.column("job")), ElementsAre("smith", "", "cook"));
  EXPECT_TRUE(table.column("age").is_missing(2));
  EXPECT_FALSE(table.has_column("aeg"));
  EXPECT_EQ(message_of<InvalidArgument>([&] { static_cast<void>(table.column("aeg")); }),
            "Table: column: unknown name 'aeg'. Did you mean 'age'? Known: age, job");
  EXPECT_THROW(Table({Column::of_numbers("a", {1}), Column::of_numbers("b", {})}), InvalidArgument);
  EXPECT_THROW(Table({Column::of_numbers("a", {1}), Column::of_numbers("a", {2})}),
               InvalidArgument);
  EXPECT_THROW(Column::of_codes("a", {1}, {"x"}), InvalidArgument);
}

TEST(TableTest, DatesAreDays) {
  const Column column = Column::of_dates("day", {0.5, std::nan("")});
  EXPECT_EQ(column.kind(), ColumnKind::kDate);
  EXPECT_FALSE(column.is_text());
  EXPECT_EQ(column.rows(), 2);
  EXPECT_EQ(column.number(0), 0.5);
  EXPECT_TRUE(column.is_missing(1));
}

TEST(TableTest, AnyNumberOfColumnsIsFoundByName) {
  std::vector<Column> columns;
  for (int i = 0; i < 2000; ++i)
    columns.push_back(Column::of_numbers("c" + std::to_string(i), {1.0 * i}));
  const Table table(std::move(columns));
  const Table copy = table;
  for (const int i : {0, 999, 1999}) {
    EXPECT_EQ(copy.column("c" + std::to_string(i)).number(0), i);
  }
  EXPECT_FALSE(table.has_column("c2000"));
}

}  // namespace
}  // namespace occam::data
