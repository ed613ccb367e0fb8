#include "occam/data/column_form.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "occam/data/table_testing.h"

namespace occam::data {
namespace {

using testing::ElementsAre;

/// One cell, read as a column of these cells was.
Column like(const std::vector<std::string>& cells, const std::vector<std::string>& fresh) {
  const ColumnForm form = form_of(column_of(cells).column("v"));
  return column_of(fresh, {.forms = {form}}).column("v");
}

// Alone each of these cells would be read otherwise.
TEST(ColumnFormTest, OneCellIsReadAsTheColumnWas) {
  EXPECT_EQ(like({"1.234,50", "2,25"}, {"1.234"}).number(0), 1234);
  EXPECT_EQ(like({"1,234.50", "2.25"}, {"1,234"}).number(0), 1234);
  EXPECT_EQ(like({"25/12/2020", "01/02/2021"}, {"03/04/2021"}).number(0), 18720);  // 3 April
  EXPECT_EQ(like({"12/25/2020", "01/02/2021"}, {"03/04/2021"}).number(0), 18690);  // 4 March
  EXPECT_EQ(like({"20210303", "20210304", "20210305"}, {"20210306"}).number(0), 18692);
  EXPECT_EQ(like({"20210303", "20210304", "20210305"}, {"20210306"}).kind(), ColumnKind::kDate);
  EXPECT_EQ(like({"5", "12345678", "3"}, {"20210306"}).kind(), ColumnKind::kNumber);
  EXPECT_THAT(texts(like({"136", "137", "136A"}, {"136"})), ElementsAre("136"));
  EXPECT_THAT(texts(like({"red", "green"}, {"2021-03-04"})), ElementsAre("2021-03-04"));
}

TEST(ColumnFormTest, WhatIsNoneIsMissingHoweverMuchItIs) {
  const Column column = like({"1.5", "2", "3"}, {"x", "y", "z", "4", "N/A"});
  ASSERT_EQ(column.kind(), ColumnKind::kNumber);
  EXPECT_TRUE(std::isnan(column.number(0)));
  EXPECT_EQ(column.number(3), 4);
  EXPECT_EQ(column.reading().stray_cells, 3);
  EXPECT_EQ(column.reading().missing_cells, 5 - 1);
  const Column dates = like({"2021-03-04", "2021-03-05"}, {"2021-03-06", "soon", "later", "never"});
  ASSERT_EQ(dates.kind(), ColumnKind::kDate);
  EXPECT_EQ(dates.number(0), 18692);
  EXPECT_EQ(dates.reading().stray_cells, 3);
}

TEST(ColumnFormTest, MarksOfMissingCellsAloneAreMissing) {
  for (const std::vector<std::string>& cells :
       {std::vector<std::string>{"1.5", "2"}, {"1,5", "2,5"}, {"2021-03-04", "2021-03-05"}}) {
    const Column column = like(cells, {"N/A", "-"});
    ASSERT_FALSE(column.is_text());
    EXPECT_TRUE(column.is_missing(0));
    EXPECT_EQ(column.reading().stray_cells, 0);
  }
}

TEST(ColumnFormTest, AColumnOfWhichNoCellCanBeStaysWhatItIs) {
  EXPECT_TRUE(like({"1.5", "2"}, {"x", "y"}).is_text());
  EXPECT_TRUE(like({"2021-03-04", "2021-03-05"}, {"x", "y"}).is_text());
}

TEST(ColumnFormTest, AUnitIsThatOfTheColumn) {
  const std::vector<std::string> cells = {"1 cm", "2.5 cm", "3 cm"};
  EXPECT_EQ(like(cells, {"7 cm"}).number(0), 7);
  EXPECT_EQ(like(cells, {"7"}).number(0), 7);
  const Column column = like(cells, {"7 cm", "8 kg", "9 kg", "10 kg"});
  ASSERT_EQ(column.kind(), ColumnKind::kNumber);
  EXPECT_EQ(column.number(0), 7);
  EXPECT_TRUE(std::isnan(column.number(1)));
  EXPECT_EQ(column.reading().stray_cells, 3);
  EXPECT_TRUE(like(cells, {"8 kg"}).is_text());
  EXPECT_TRUE(like({"1", "2.5", "3"}, {"8 cm"}).is_text());
}

TEST(ColumnFormTest, KnownTextsAreLeftToTheEncoder) {
  EXPECT_THAT(texts(like({"Yes", "No"}, {"yes", "Yes", "YES "})), ElementsAre("yes", "Yes", "YES"));
}

TEST(ColumnFormTest, ConfigsAndBack) {
  const ColumnForm form{
      .name = "v", .kind = ColumnKind::kDate, .decimal = ',', .dates = DateOrder::kMonthName};
  ColumnForm read;
  read_config(config_of(form), read);
  EXPECT_EQ(read, form);
  EXPECT_EQ(
      to_text(config_of(ColumnForm{.name = "w"})),
      R"({"name": "w", "kind": "number", "decimal": null, "dates": null, "unit": "", "writing": "decimal", "part_of": "", "part": "number", "pattern": "", "label": ""})");
}

TEST(ColumnFormTest, ColumnsThatTheFileHasNotAreNoFault) {
  EXPECT_EQ(column_of({"1"}, {.forms = {{.name = "absent", .kind = ColumnKind::kText}}})
                .column("v")
                .number(0),
            1);
}

}  // namespace
}  // namespace occam::data
