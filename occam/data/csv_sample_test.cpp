#include "occam/data/csv_sample.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "occam/base/errors.h"
#include "occam/data/table_testing.h"

namespace occam::data {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

/// The same table, written with a separator.
std::string written(const std::string& separator) {
  std::string text;
  for (const char* row : {"a_b_c", "1_x y_2.5", "2_z_-1", "3_\"q\"_7"}) {
    for (const char c : std::string(row)) text += c == '_' ? separator : std::string(1, c);
    text += '\n';
  }
  return text;
}

TEST(CsvSeparatorTest, IsFound) {
  for (const char* separator : {",", ";", "\t", "|"}) {
    const Table table = read(written(separator));
    EXPECT_EQ(table.reading().separator, separator[0]);
    EXPECT_EQ(table.reading().separator_origin, Origin::kPlain) << separator;
    EXPECT_THAT(table.column("c").numbers(), ElementsAre(2.5, -1.0, 7.0)) << separator;
    EXPECT_THAT(texts(table.column("b")), ElementsAre("x y", "z", "q")) << separator;
  }
}

TEST(CsvSeparatorTest, SpacesAreAGuess) {
  const Table table = read("  a  b   y\n 1  2.5 p\n10  -3  q  \n\t7 8 \"r s\"\n");
  EXPECT_EQ(table.reading().separator, ' ');
  EXPECT_EQ(table.reading().separator_origin, Origin::kGuess);
  EXPECT_THAT(table.column("b").numbers(), ElementsAre(2.5, -3.0, 8.0));
  EXPECT_THAT(texts(table.column("y")), ElementsAre("p", "q", "r s"));
  // Tabs among spaces, and a tab before what a text with a space stands in.
  const Table mixed = read("18.0   8  307.0\t\"ford pinto\"\n9.5  4   97.5\t\"vw rabbit\"\n");
  EXPECT_EQ(mixed.reading().separator, ' ');
  ASSERT_EQ(mixed.columns().size(), 4u);
  EXPECT_THAT(mixed.columns()[2].numbers(), ElementsAre(307.0, 97.5));
  EXPECT_THAT(texts(mixed.columns()[3]), ElementsAre("ford pinto", "vw rabbit"));
  // A file of tabs, whose texts have spaces.
  EXPECT_EQ(read("n\twho\n1\tJohn Smith\n2\tJane Doe\n").reading().separator, '\t');
  EXPECT_EQ(read("1\tJohn Smith\t3\n2\tJane Doe\t4\n").reading().separator, '\t');
  // Two words a line are one text.
  EXPECT_THAT(names(read("full name\nJohn Smith\nJane Doe\n")), ElementsAre("full name"));
}

TEST(CsvSeparatorTest, DecimalsAndTextsHoldOtherSeparators) {
  EXPECT_THAT(read("a;b\n1,5;2,5\n3,25;4,5\n").column("b").numbers(), ElementsAre(2.5, 4.5));
  EXPECT_THAT(read("1,5;2,5\n3,25;4,5\n").column("column2").numbers(), ElementsAre(2.5, 4.5));
  EXPECT_THAT(texts(read("a,b\nx;y,1\nz;w,2\n").column("a")), ElementsAre("x;y", "z;w"));
  EXPECT_EQ(read("t,v\n2020-01-01 10:00,5\n2020-01-02 11:00,6\n").reading().separator, ',');
  EXPECT_THAT(read("x\n1,5\n2,25\n").column("x").numbers(), ElementsAre(1.5, 2.25));
  // Both cut the rows alike: the one that leaves numbers.
  const Table both = read("a;b,c;d\n1;2,3;4\n5;6,7;8\n");
  EXPECT_EQ(both.reading().separator_origin, Origin::kGuess);
  EXPECT_THAT(both.column("b,c").numbers(), ElementsAre(2.3, 6.7));
  EXPECT_EQ(read(written(";"), {.separator = ','}).columns().size(), 1U);
  EXPECT_EQ(read(written(";"), {.separator = ';'}).reading().separator_origin, Origin::kOption);
}

TEST(CsvSeparatorTest, WhatTheCallerSaysAndTheFileSpeaksAgainst) {
  const std::string semicolons = "a;b\n1;2\n3;4\n";
  EXPECT_EQ(read(semicolons, {.separator = ','}).reading().better_separator, ';');
  EXPECT_EQ(read(semicolons, {.separator = ';'}).reading().better_separator, std::nullopt);
  EXPECT_EQ(read(semicolons).reading().better_separator, std::nullopt);
  EXPECT_EQ(read("a\n1\n2\n", {.separator = ','}).reading().better_separator, std::nullopt);

  EXPECT_TRUE(read(semicolons, {.header = Header::kAbsent}).reading().names_as_data);
  EXPECT_FALSE(read(semicolons, {.header = Header::kPresent}).reading().names_as_data);
  EXPECT_FALSE(read(semicolons).reading().names_as_data);
  EXPECT_FALSE(read("1;2\n3;4\n", {.header = Header::kAbsent}).reading().names_as_data);
  EXPECT_FALSE(read("p;q\nr;s\n", {.header = Header::kAbsent}).reading().names_as_data);

  const auto as_latin1 = [](const std::string& text) {
    return read(text, {.encoding = Encoding::kLatin1}).reading().utf8_as_latin1;
  };
  EXPECT_TRUE(
      as_latin1("gr\xc3\xb6\xc3\x9f"
                "e,y\n1,2\n"));
  EXPECT_FALSE(
      as_latin1("gr\xf6\xdf"
                "e,y\n1,2\n"));
  EXPECT_FALSE(as_latin1("a,y\n1,2\n"));
  EXPECT_FALSE(read("gr\xc3\xb6\xc3\x9f"
                    "e,y\n1,2\n")
                   .reading()
                   .utf8_as_latin1);
}

TEST(CsvSeparatorTest, RowsOfR) {
  const std::string expected =
      message_of<FileError>([] { read("a b y\n\"1\" 0.5 3 no\n\"2\" 0.25  4 yes\n"); });
  EXPECT_THAT(expected, testing::HasSubstr("does its header lack a name"));
}

TEST(CsvSeparatorTest, SeparatorLine) {
  for (const std::string start : {"sep=;\n", "sep=;\r\n", "\"sep=;\"\r"}) {
    const Table table = read(start + "a;b;y\n0;1,5;p\n1;2;q\n");
    EXPECT_THAT(names(table), ElementsAre("a", "b", "y")) << start;
    EXPECT_EQ(table.reading().separator_line, ';');
    EXPECT_EQ(table.rows(), 2);
    // What stands in front of the header is passed over behind it too.
    const Table titled = read(start + "A title\n# made by hand\na;b;y\n0;1,5;p\n1;2;q\n");
    EXPECT_THAT(names(titled), ElementsAre("a", "b", "y")) << start;
    EXPECT_EQ(titled.reading().preamble.count, 2);
  }
  // Lines are counted with it.
  EXPECT_THAT(message_of<FileError>([] { read("sep=;\r\n# made\r\na;b\r\n1;2;3\r\n"); }),
              testing::HasSubstr("line 4"));
}

TEST(CsvHeaderTest, ARowWithoutNumbersIsOne) {
  EXPECT_EQ(read("x,y\nz,w\n").rows(), 1);
  EXPECT_EQ(read("x,y\n1,w\n").reading().header_reason, HeaderReason::kNoNumber);
  EXPECT_EQ(read("x,y\nz,w\n", {.header = Header::kAbsent}).rows(), 2);
  EXPECT_THAT(names(read(",a\n0,1\n")), ElementsAre("column1", "a"));  // pandas' row numbers
  const Table data = read("1,x\n2,y\n");
  EXPECT_THAT(names(data), ElementsAre("column1", "column2"));
  EXPECT_EQ(data.rows(), 2);
  EXPECT_EQ(data.reading().header_reason, HeaderReason::kAllData);
  EXPECT_THAT(names(read("2019,2020\n1,2\n", {.header = Header::kPresent})),
              ElementsAre("2019", "2020"));
}

TEST(CsvHeaderTest, YearsAndCountsAreNamesAboveOtherNumbers) {
  Table table = read("2019,2020,level\n-0.5,0.2,low\n0.1,0.7,high\n");
  EXPECT_THAT(names(table), ElementsAre("2019", "2020", "level"));
  EXPECT_EQ(table.reading().header_reason, HeaderReason::kYears);
  table = read("Country,1960,1961,2013\nAruba,4.8,4.6,\nAngola,7.3,7.4,\n");
  EXPECT_EQ(table.reading().header_reason, HeaderReason::kYears);
  EXPECT_EQ(read("2019,5\n2020,6\n").reading().header_reason, HeaderReason::kAllData);
  EXPECT_EQ(read("2019,2020\n2018,2017\n").reading().header_reason, HeaderReason::kAllData);
  table = read("0,1,2,3\n0.189,0.413,0.5,1\n1.063,-0.067,2.0,1\n");
  EXPECT_THAT(names(table), ElementsAre("0", "1", "2", "3"));
  EXPECT_EQ(table.reading().header_reason, HeaderReason::kCounting);
  EXPECT_EQ(read("0,1,2,3\n4,5,6,7\n").reading().header_reason, HeaderReason::kAllData);
}

TEST(CsvHeaderTest, TextsAboveNumbersAreNames) {
  Table table = read("x1,x2,3\n0,6,0\n1,2,1\n");
  EXPECT_THAT(names(table), ElementsAre("x1", "x2", "3"));
  EXPECT_EQ(table.reading().header_reason, HeaderReason::kTextAbove);
  // One text where numbers stand is a cell.
  table = read("5,6,unclear,7\n0,6,0,1\n1,2,1,2\n");
  EXPECT_EQ(table.reading().header_reason, HeaderReason::kAllData);
  EXPECT_EQ(table.rows(), 3);
  EXPECT_EQ(read("2020-01-01,x\n2020-01-02,y\n").rows(), 2);
  EXPECT_THAT(names(read("2020-01-01,2020-02-01\n5,6\n7,8\n")),
              ElementsAre("2020-01-01", "2020-02-01"));
}

TEST(CsvSkippedTest, EmptyRowsAndColumnsAtTheEnd) {
  Table table = read("a,b,y,,\n0,0,p,,\n1,1,q,,\n,,,,\n2,0,p,,\n,,,,\n,,\n");
  EXPECT_THAT(names(table), ElementsAre("a", "b", "y"));
  EXPECT_EQ(table.rows(), 4);  // the empty row between others is one
  EXPECT_TRUE(table.column("a").is_missing(2));
  EXPECT_EQ(table.reading().empty_columns, 2);
  EXPECT_EQ(table.reading().empty_rows.count, 2);
  EXPECT_EQ(table.reading().empty_rows.first_line, 6);
  table = read("a,b\n1,2,\n3,4,,\n");  // behind the rows alone
  EXPECT_EQ(table.reading().empty_columns, 2);
  EXPECT_EQ(table.rows(), 2);
  table = read("a,b,,\n1,2\n3,4,,\n");  // and behind the header alone
  EXPECT_THAT(names(table), ElementsAre("a", "b"));
  table = read("a,b,,\n1,2,,5\n3,4\n");  // a nameless column that holds something
  EXPECT_THAT(names(table), ElementsAre("a", "b", "column3", "column4"));
  EXPECT_TRUE(table.column("column4").is_missing(1));
  table = read("a,b\n1,2\n3,4\n");
  EXPECT_EQ(table.reading().empty_columns + table.reading().empty_rows.count, 0);
}

TEST(CsvSkippedTest, RepeatedHeader) {
  Table table = read("kind,y\na,p\nkind,y\nb,q\nkind,y\n");
  EXPECT_EQ(table.rows(), 2);
  EXPECT_EQ(table.reading().repeated_header.count, 2);
  EXPECT_EQ(table.reading().repeated_header.first_line, 3);
  EXPECT_EQ(read("kind,y\na,y\nkind,p\n").reading().repeated_header.count, 0);
  EXPECT_EQ(read("y\na\ny\n").rows(), 2);  // of one column it may be a value
}

TEST(CsvFilesTest, SeveralFilesOfTheSameColumns) {
  const TestFile first("a,b\n1,x\n"), second("b,a\ny,2\n"), third(gzip("a,b\n3,z\n"));
  const std::vector<std::string> paths{first.path(), second.path(), third.path()};
  const Table table = read_csv(paths);
  EXPECT_THAT(table.column("a").numbers(), ElementsAre(1.0, 2.0, 3.0));
  EXPECT_THAT(texts(table.column("b")), ElementsAre("x", "y", "z"));
  EXPECT_EQ(table.reading().repeated_header.count, 0);
  const TestFile other("a,c\n1,x\n"), fewer("a\n1\n");
  EXPECT_THAT(message_of<FileError>([&] {
                read_csv({{first.path(), other.path()}});
              }),
              HasSubstr("line 1, column 2. Expected the columns of '" + first.path() +
                        "', 2 of them. Received: column 'c'"));
  EXPECT_THROW(read_csv({{first.path(), fewer.path()}}), FileError);
  const TestFile data("1,2\n"), more("3,4\n5,6\n");
  EXPECT_THAT(read_csv({{data.path(), more.path()}}).column("column2").numbers(),
              ElementsAre(2.0, 4.0, 6.0));
}

TEST(CsvFilesTest, AFaultIsToldOfItsFile) {
  const TestFile good("a,b\n1,2\n"), wide("a,b\n1,2\n3,4\n1,2,3\n"), large("b,a\n2,1e999\n"),
      wider("a,b\n1,2,3\n1,2,3,4\n");
  const auto refusal = [](const std::vector<std::string>& paths) {
    return message_of<FileError>([&] { read_csv(paths); });
  };
  EXPECT_THAT(refusal({good.path(), wide.path(), good.path()}),
              StartsWith("cannot read '" + wide.path() + "', line 4, column 3. Expected 2 cells"));
  EXPECT_THAT(
      refusal({wide.path(), large.path(), wider.path()}),
      AllOf(StartsWith("cannot read '" + wide.path() + "', line 4, column 3."),
            HasSubstr("3 rows are not alike, further lines 2 of '" + wider.path() + "', 3."),
            HasSubstr(". Also in '" + large.path() + "', line 2, column 2: expected a")));
  const TestFile more("a,b\n1,2\n\na,b\n");
  const Table table = read_csv({{good.path(), good.path(), more.path()}});
  EXPECT_EQ(table.reading().repeated_header.first_line, 4);
  EXPECT_EQ(table.reading().repeated_header.file, 2u);
}

}  // namespace
}  // namespace occam::data
