#include "occam/data/column_parts.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "occam/data/column_form.h"
#include "occam/data/table_testing.h"

namespace occam::data {
namespace {

using Cell = std::function<std::string(int)>;

std::vector<std::string> cells(const Cell& cell, int rows = 40) {
  std::vector<std::string> result;
  for (int i = 0; i < rows; ++i) result.push_back(cell(i));
  return result;
}

std::string number(int value) { return std::to_string(value); }

/// Numbers in no order.
int some(int row, int from, int to) { return from + row * 37 % (to - from + 1); }

Table split(const Cell& cell, const ReadOptions& options = {}) {
  return column_of(cells(cell), options);
}

const Cell kPressure = [](int i) {
  return number(some(i, 99, 150)) + "/" + number(some(i, 60, 91));
};

TEST(ColumnPartsTest, AColumnANumber) {
  const Table table = split(kPressure);
  EXPECT_EQ(names(table), (std::vector<std::string>{"v (1)", "v (2)", "n"}));
  for (std::int64_t row = 0; row < 40; ++row) {
    EXPECT_EQ(table.column("v (1)").number(row), some(static_cast<int>(row), 99, 150));
    EXPECT_EQ(table.column("v (2)").number(row), some(static_cast<int>(row), 60, 91));
  }
  const PartOfText part{.column = "v", .pattern = "#/#", .place = 1, .parts = 2};
  EXPECT_EQ(table.column("v (2)").reading().part, part);
  const Table three = split([](int i) {
    return number(some(i, 10, 60)) + "x" + number(some(i, 3, 9)) + "x" + number(i % 5 + 1) + " cm";
  });
  EXPECT_EQ(names(three), (std::vector<std::string>{"v (1)", "v (2)", "v (3)", "n"}));
  for (const Cell& cell :
       {Cell([](int i) { return number(i * 7 % 12) + ":" + number(i % 5); }),
        Cell([](int i) { return number(some(i, 15, 40)) + "-" + number(some(i, 9, 33)); }),
        Cell([](int i) { return "(52." + number(some(i, 10, 99)) + ", -13." + number(i) + ")"; }),
        Cell([](int i) {
          return number(18 + 3 * (i * 7 % 11)) + "-" + number(20 + 3 * (i * 7 % 11));
        })})
    EXPECT_EQ(names(split(cell)).size(), 3u) << cell(3);
}

TEST(ColumnPartsTest, WhatStaysTexts) {
  for (const Cell& cell :
       {Cell([](int i) { return number(i % 9) + ":" + number(i % 3); }),   // few
        Cell([](int i) { return "555-" + number(1000 + i * 37 % 900); }),  // telephones
        Cell([](int i) { return number(10000 + i * 77) + "-" + number(1000 + i * 37 % 900); }),
        Cell([](int i) { return "2021-" + number(i + 1); }),                      // counts
        Cell([](int i) { return number(i % 15 + 1) + "/16"; }),                   // fractions
        Cell([](int i) { return "1." + number(i % 7) + "." + number(i); }),       // versions
        Cell([](int i) { return "0" + number(i) + "/" + number(i * 37 % 50); }),  // leading zeros
        Cell([](int i) {  // levels, of which the last is another
          return i % 20 == 7 ? "100+" : number(i * 35 % 100) + "-" + number(i * 35 % 100 + 4);
        }),
        Cell([](int i) { return i % 5 == 0 ? "none" : number(i) + "/" + number(i * 37 % 50); }),
        Cell(
            [](int i) { return number(i * 7 % 40) + (i % 3 == 0 ? "/" : ":") + number(i % 5); })}) {
    const Table table = split(cell);
    EXPECT_EQ(names(table), (std::vector<std::string>{"v", "n"})) << cell(3);
    EXPECT_NE(table.column("v").reading().part.parts, 2) << cell(3);
  }
}

TEST(ColumnPartsTest, OverruledAndNamesTaken) {
  const Table asked = split(kPressure, {.text_columns = {"v"}});
  EXPECT_EQ(names(asked).size(), 2u);
  EXPECT_EQ(asked.column("v").reading().reason, ColumnReason::kAsked);
  const Table texts =
      split([](int i) { return "word " + number(i % 12); }, {.text_columns = {"v"}});
  EXPECT_EQ(texts.column("v").reading().reason, ColumnReason::kAllCells);
  EXPECT_EQ(names(split(kPressure, {.whole_columns = {"v"}})).size(), 2u);
  std::string text = "v;v (1)\n";
  for (int i = 0; i < 40; ++i) text += kPressure(i) + ";1\n";
  EXPECT_EQ(names(read(text)), (std::vector<std::string>{"v", "v (1)"}));
}

TEST(ColumnPartsTest, OtherTextsAreMissing) {
  const Table table = split([](int i) {
    return i == 3 ? std::string("refused") : i == 5 ? "-" : i == 7 ? "" : kPressure(i);
  });
  const Column& first = table.column("v (1)");
  EXPECT_TRUE(first.is_missing(3) && first.is_missing(5) && first.is_missing(7));
  const ColumnReading& reading = first.reading();
  EXPECT_EQ(reading.missing_cells, 3);
  EXPECT_EQ(reading.first_missing_row, 3);
  EXPECT_EQ(reading.reason, ColumnReason::kFewStrays);
  EXPECT_EQ(reading.strays, (std::vector<TextCount>{{"refused", 1, 3}}));
  EXPECT_EQ(reading.missing, (std::vector<TextCount>{{"-", 1, 5}, {"", 1, 7}}));
}

TEST(ColumnPartsTest, KnownForms) {
  const Table training = split(kPressure);
  const std::vector<ColumnForm> forms = {form_of(training.column("v (1)")),
                                         form_of(training.column("v (2)"))};
  const Table few = column_of({"8:30", "120/80", "7"}, {.forms = forms});
  EXPECT_EQ(few.column("v (2)").number(1), 80);
  EXPECT_TRUE(few.column("v (2)").is_missing(0));
  EXPECT_EQ(few.column("v (1)").reading().stray_cells, 2);
  // None of them can be: texts, as they are.
  EXPECT_EQ(names(column_of({"8:30", "7"}, {.forms = forms})),
            (std::vector<std::string>{"v", "n"}));
  EXPECT_EQ(names(column_of({"", ""}, {.forms = forms})).size(), 3u);
  // A file that has the numbers by themselves.
  const Table apart = read("v (1);v (2)\n120;80\n121;81\n", {.forms = forms});
  EXPECT_EQ(apart.column("v (2)").number(1), 81);
  // A known column of texts stays one.
  const ColumnForm texts{.name = "v", .kind = ColumnKind::kText};
  EXPECT_EQ(names(split(kPressure, {.forms = {texts}})).size(), 2u);
}

}  // namespace
}  // namespace occam::data
