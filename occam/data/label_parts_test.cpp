#include "occam/data/label_parts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "occam/data/column_form.h"
#include "occam/data/table_testing.h"

namespace occam::data {
namespace {

using ::testing::ElementsAre;
using Words = std::vector<std::string>;

const Words kGenres = {"Action", "Comedy", "Drama", "Horror", "Sci-Fi"};

/// Which genres a film has: all sets but none, in no order.
bool has(int row, std::size_t genre) { return (row * 7 % 31 + 1) >> genre & 1; }

/// Films with the labels in turn from another one on, so that each stands at many places.
Words films(const std::string& between, int rows = 62) {
  Words cells;
  for (int row = 0; row < rows; ++row) {
    std::string cell;
    for (std::size_t k = 0; k < kGenres.size(); ++k) {
      const std::size_t genre = (k + static_cast<std::size_t>(row)) % kGenres.size();
      if (!has(row, genre)) continue;
      cell += (cell.empty() ? "" : between) + kGenres[genre];
    }
    cells.push_back(cell);
  }
  return cells;
}

void expect_films(const Table& table, int rows = 62) {
  ASSERT_THAT(names(table),
              ElementsAre("v=Action", "v=Comedy", "v=Drama", "v=Horror", "v=Sci-Fi", "n"));
  for (int row = 0; row < rows; ++row) {
    for (std::size_t genre = 0; genre < kGenres.size(); ++genre) {
      EXPECT_EQ(table.column("v=" + kGenres[genre]).number(row), has(row, genre) ? 1 : 0)
          << row << kGenres[genre];
    }
  }
}

TEST(LabelsTest, OfATextWithWhatStandsAroundThem) {
  EXPECT_THAT(labels_of("Comedy|Action", '|'), ElementsAre("Comedy", "Action"));
  EXPECT_THAT(labels_of(" Comedy ;  ; Action;", ';'), ElementsAre("Comedy", "Action"));
  EXPECT_THAT(labels_of("['Comedy', \"New York\"]", ','), ElementsAre("Comedy", "New York"));
  EXPECT_THAT(labels_of("{a,b}", ','), ElementsAre("a", "b"));
  EXPECT_THAT(labels_of("[]", ','), ElementsAre());
  EXPECT_THAT(labels_of("a", ','), ElementsAre("a"));
}

TEST(LabelPartsTest, AColumnALabel) {
  for (const char* between : {"|", " | ", ", ", ",", "/"}) {
    SCOPED_TRACE(between);
    expect_films(column_of(films(between)));
  }
  const Table table = column_of(films("|"));
  const PartOfText part{.column = "v",
                        .kind = PartKind::kLabel,
                        .pattern = "|",
                        .label = "Comedy",
                        .place = 1,
                        .parts = 5};
  EXPECT_EQ(table.column("v=Comedy").reading().part, part);
}

TEST(LabelPartsTest, ListsOfPythonAndEmptyCells) {
  Words cells = films("', '");
  for (std::string& cell : cells) cell = "['" + cell + "']";
  expect_films(column_of(cells));
  cells = films("|");
  cells[4] = "";
  const Table table = column_of(cells);
  for (const std::string& genre : kGenres) EXPECT_EQ(table.column("v=" + genre).number(4), 0);
  EXPECT_EQ(table.column("v=Action").reading().missing_cells, 0);
}

TEST(LabelPartsTest, RareLabelsShareAColumn) {
  Words cells = films("|");
  // Ten labels with these, each of the new ones once.
  for (int i = 0; i < 5; ++i)
    cells[static_cast<std::size_t>(10 * i)] += "|Rare" + std::to_string(i);
  const Table table = column_of(cells);
  ASSERT_EQ(table.columns().size(), 7u);
  const Column& rare = table.column("v other");
  EXPECT_EQ(rare.reading().part.label, "");
  for (int row = 0; row < 62; ++row)
    EXPECT_EQ(rare.number(row), row % 10 == 0 && row < 50 ? 1 : 0) << row;
}

TEST(LabelPartsTest, WhatStaysTexts) {
  const auto made = [](const std::function<std::string(int)>& cell) {
    Words cells;
    for (int i = 0; i < 60; ++i) cells.push_back(cell(i));
    return cells;
  };
  const Words first = {"Ann", "Bob", "Cem", "Dan", "Eva", "Fay", "Gus"};
  const Words last = {"Doe", "Fox", "Kay", "Lee", "Orr"};
  const auto of = [](const Words& words, int i) {
    return words[static_cast<std::size_t>(i) % words.size()];
  };
  for (const Words& cells : {
           made([&](int i) { return of(last, i) + ", " + of(first, i / 5); }),  // places tell
           made([&](int i) { return "note " + std::to_string(i) + ", as " + of(first, i); }),
           made([&](int i) { return of(first, i) + "|" + of(first, i); }),  // few texts
           made([&](int i) {                                                // no letters
             return std::to_string(i % 7) + "/" + std::to_string(i % 11) + "/" +
                    std::to_string(i % 5) + "/" + std::to_string(i % 3);
           }),
           made([&](int i) { return of(first, i) + of(last, i / 7); }),
       }) {
    EXPECT_THAT(names(column_of(cells)), ElementsAre("v", "n")) << cells[3];
  }
  Words few = films("|");
  few.resize(19);
  EXPECT_THAT(names(column_of(few)), ElementsAre("v", "n"));
}

TEST(LabelPartsTest, OverruledAndNamesTaken) {
  const Table asked = column_of(films("|"), {.text_columns = {"v"}});
  EXPECT_THAT(names(asked), ElementsAre("v", "n"));
  EXPECT_EQ(asked.column("v").reading().reason, ColumnReason::kAsked);
  EXPECT_THAT(names(column_of(films("|"), {.whole_columns = {"v"}})), ElementsAre("v", "n"));
  std::string text = "v;v=Drama\n";
  for (const std::string& cell : films("|")) text += cell + ";1\n";
  EXPECT_THAT(names(read(text)), ElementsAre("v", "v=Drama"));
}

TEST(LabelPartsTest, KnownForms) {
  const Table training = column_of(films("|"));
  std::vector<ColumnForm> forms;
  for (const Column& column : training.columns()) forms.push_back(form_of(column));
  const ReadOptions known{.forms = forms};
  const Table few = column_of({"Drama|Western", "drama ", "", "Western"}, known);
  EXPECT_THAT(few.column("v=Drama").numbers(), ElementsAre(1, 1, 0, 0));
  EXPECT_THAT(few.column("v=Action").numbers(), ElementsAre(0, 0, 0, 0));
  for (const char* name : {"v=Action", "v=Sci-Fi"}) {
    const ColumnReading& reading = few.column(name).reading();
    EXPECT_EQ(reading.strays, (std::vector<TextCount>{{"Western", 2, 0}}));
    EXPECT_EQ(reading.stray_cells, 2);
  }
  // With rare ones in training others are among them.
  std::vector<ColumnForm> rare = forms;
  rare.back() = {.name = "v other", .part_of = "v", .part = PartKind::kLabel, .pattern = "|"};
  const Table others = column_of({"Drama|Western", "Drama"}, {.forms = rare});
  EXPECT_THAT(others.column("v other").numbers(), ElementsAre(1, 0));
  EXPECT_EQ(others.column("v=Drama").reading().stray_cells, 0);
  // A file of numbers in its place, and one that has the columns by themselves.
  EXPECT_EQ(names(column_of({"3", "4"}, known)).size(), 6u);
  const Table apart = read("v=Drama;v=Action\n1;0\n0;1\n", known);
  EXPECT_THAT(apart.column("v=Drama").numbers(), ElementsAre(1, 0));
  // A known column of texts stays one.
  const ColumnForm texts{.name = "v", .kind = ColumnKind::kText};
  EXPECT_THAT(names(column_of(films("|"), {.forms = {texts}})), ElementsAre("v", "n"));
}

}  // namespace
}  // namespace occam::data
