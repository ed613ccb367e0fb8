#include "occam/data/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <clocale>
#include <cmath>
#include <string>
#include <vector>

#include "occam/base/errors.h"
#include "occam/data/test_file.h"

namespace occam::data {
namespace {

using std::string_literals::operator""s;
using testing::ElementsAre;
using testing::HasSubstr;

Table read(std::string_view text, const CsvOptions& options = {}) {
  const TestFile file(text);
  return read_csv(file.path(), options);
}

/// Texts of a column, "" where missing.
std::vector<std::string> texts(const Column& column) {
  std::vector<std::string> result;
  for (std::int64_t row = 0; row < column.rows(); ++row) {
    const std::int32_t code = column.code(row);
    result.push_back(code < 0 ? "" : column.categories()[static_cast<std::size_t>(code)]);
  }
  return result;
}

std::vector<std::string> names(const Table& table) {
  std::vector<std::string> result;
  for (const Column& column : table.columns()) result.push_back(column.name());
  return result;
}

/// The refusal without the file's name.
std::string refusal(std::string_view text, const CsvOptions& options = {}) {
  const TestFile file(text);
  const std::string message = message_of<FileError>([&] { read_csv(file.path(), options); });
  const std::string start = "cannot read '" + file.path() + "'";
  EXPECT_TRUE(message.starts_with(start)) << message;
  return message.substr(std::min(start.size(), message.size()));
}

TEST(CsvTest, NumbersAndTexts) {
  const Table table = read("age,job\n17,cook\n-2.5e1,smith\n+.5,cook\n");
  EXPECT_THAT(names(table), ElementsAre("age", "job"));
  EXPECT_THAT(table.column("age").numbers(), ElementsAre(17.0, -25.0, 0.5));
  EXPECT_THAT(texts(table.column("job")), ElementsAre("cook", "smith", "cook"));
  EXPECT_THAT(table.column("job").categories(), ElementsAre("cook", "smith"));
}

// Rows as Python's csv.reader gives them for the same bytes.
TEST(CsvTest, QuotingAsRfc4180) {
  const Table table =
      read("a,b\n\"x, y\",\"say \"\"hi\"\"\"\n\"two\nlines\",it's 5\" wide\n\"\",\"é\"\n");
  EXPECT_THAT(texts(table.column("a")), ElementsAre("x, y", "two\nlines", ""));
  EXPECT_THAT(texts(table.column("b")), ElementsAre("say \"hi\"", "it's 5\" wide", "é"));
}

TEST(CsvTest, LineEndsMarkAndBlankLines) {
  for (const std::string text :
       {"a,b\n1,x\n2,y\n", "a,b\r\n1,x\r\n2,y\r\n", "a,b\r1,x\r2,y\r", "a,b\n1,x\n2,y",
        "\xEF\xBB\xBF"
        "a,b\n1,x\n2,y",
        "\na,b\n\n1,x\r\n\r\n2,y\n\n\n", " a , b\n 1 ,\tx \n2 , \"y\" \n"}) {
    const Table table = read(text);
    EXPECT_THAT(names(table), ElementsAre("a", "b")) << text;
    EXPECT_THAT(table.column("a").numbers(), ElementsAre(1.0, 2.0)) << text;
    EXPECT_THAT(texts(table.column("b")), ElementsAre("x", "y")) << text;
  }
}

TEST(CsvTest, CellsAcrossChunks) {
  const std::string lengthy(3'000'000, 'x');  // three chunks
  const Table table = read("a,b\r\n" + lengthy + "é,1\r\n\"" + lengthy + "\r\n\",2\r\n");
  EXPECT_THAT(texts(table.column("a")), ElementsAre(lengthy + "é", lengthy + "\r\n"));
  EXPECT_THAT(table.column("b").numbers(), ElementsAre(1.0, 2.0));
}

TEST(CsvTest, GzipSeparatorAndDecimalComma) {
  const Table table = read(gzip("a;b\n1,5;x\n-,25;y\n"), {.separator = ';', .decimal = ','});
  EXPECT_THAT(table.column("a").numbers(), ElementsAre(1.5, -0.25));
  EXPECT_THAT(read("a\tb\n1\t2\n", {.separator = '\t'}).column("b").numbers(), ElementsAre(2.0));
}

TEST(CsvTest, HeaderIsARowWithoutNumbers) {
  EXPECT_THAT(names(read("1,x\n2,y\n")), ElementsAre("column1", "column2"));
  EXPECT_EQ(read("1,x\n2,y\n").rows(), 2);
  EXPECT_EQ(read("x,y\nz,w\n").rows(), 1);
  EXPECT_EQ(read("x,y\nz,w\n", {.header = CsvHeader::kAbsent}).rows(), 2);
  EXPECT_THAT(names(read("2019,2020\n1,2\n", {.header = CsvHeader::kPresent})),
              ElementsAre("2019", "2020"));
  EXPECT_THAT(names(read(",a\n0,1\n")), ElementsAre("column1", "a"));  // pandas' row numbers
}

TEST(CsvTest, MissingCells) {
  const Table table = read("a,b\n?,x\nNA,\n3,nan\nNaN,null\n");
  const Column& a = table.column("a");
  EXPECT_TRUE(a.is_missing(0) && a.is_missing(1) && !a.is_missing(2) && a.is_missing(3));
  EXPECT_EQ(a.number(2), 3.0);
  EXPECT_THAT(texts(table.column("b")), ElementsAre("x", "", "", ""));
  EXPECT_TRUE(read("a\n-999\n5\n", {.missing = {"-999"}}).column("a").is_missing(0));
  EXPECT_EQ(read("a\n1\n\n3\n\n").rows(), 3);  // one column: a blank line between is a cell
  EXPECT_FALSE(read("a,b\n,1\n,2\n").column("a").is_text());
}

TEST(CsvTest, ColumnsOfMostlyTextsKeepTheirNumbersAsWritten) {
  const Table table = read("code\n007\nA1\nB2\n\n7\nC3\n");
  EXPECT_THAT(texts(table.column("code")), ElementsAre("007", "A1", "B2", "", "7", "C3"));
  const Table forced = read("zip,n\n01234,1\n99999,2\n", {.text_columns = {"zip"}});
  EXPECT_THAT(texts(forced.column("zip")), ElementsAre("01234", "99999"));
  EXPECT_THAT(message_of<InvalidArgument>([] { read("zip\n1\n", {.text_columns = {"zpi"}}); }),
              HasSubstr("Did you mean 'zip'?"));
}

TEST(CsvTest, RangeOfNumbers) {
  // Python: float("1e-400") is 0.0, float("4.9e-324") 5e-324, float("1.7976931348623157e308") the
  // largest.
  EXPECT_THAT(read("a\n1e-400\n4.9e-324\n1.7976931348623157e308\n-0.1\n").column("a").numbers(),
              ElementsAre(0.0, 5e-324, 1.7976931348623157e308, -0.1));
  EXPECT_EQ(refusal("a,b\n1,2\n3,1e400\n"),
            ", line 3, column 2. Expected a number within the range of float64 (1.8e308). "
            "Received: '1e400'");
  EXPECT_THAT(refusal("a\n1" + std::string(400, '0') + "\n"), HasSubstr("range of float64"));
  EXPECT_EQ(read("a\n0." + std::string(400, '0') + "1\n").column("a").number(0), 0.0);
}

TEST(CsvTest, RaggedRows) {
  EXPECT_EQ(refusal("a,b\n1,2\n3,4,5\n"),
            ", line 3, column 3. Expected 2 cells as in the first row. Received: 3 cells");
  EXPECT_EQ(refusal("a,b,c\n1,2,3\n\"x\ny\",2,3\n3,4\n"),
            ", line 5, column 3. Expected 3 cells as in the first row. Received: 2 cells");
  EXPECT_EQ(
      refusal("a,b\n0,1,2\n1,3,4\n"),
      ", line 2, column 3. Expected 2 cells as in the first row (does its header lack a name, "
      "for a column of row numbers?). Received: 3 cells");
}

TEST(CsvTest, NumbersInAnotherNotation) {
  EXPECT_EQ(refusal("a;b\n1,5;1\n2;2\n", {.separator = ';'}),
            ", line 2, column 1. Expected a number in column 'a', as in 1 other cells (or choose "
            "decimal=','). Received: '1,5'");
  EXPECT_EQ(refusal("a\n1\n2\nx\n4\n"),
            ", line 4, column 1. Expected a number in column 'a', as in 3 other cells (or add the "
            "text to missing, or the column to text_columns). Received: 'x'");
  for (const std::string text : {"0x10", "\"1,000\"", "1'000", "\"1,234,567.5\"", "12%", "inf"}) {
    EXPECT_THAT(refusal("a,b\n" + text + ",1\n"), HasSubstr("a number in column 'a'")) << text;
  }
  for (const std::string text : {"2019-01-02", "02.01.2019", "1.2.3", "12:30", "abc%", "+-1"}) {
    EXPECT_TRUE(read("a,b\n" + text + ",1\n").column("a").is_text()) << text;
  }
  std::string many = "a\n";
  for (int i = 0; i < 5000; ++i) many += "1\n";
  EXPECT_THAT(refusal(many + "x\n"), HasSubstr("line 5002, column 1"));
}

TEST(CsvTest, Bytes) {
  EXPECT_EQ(refusal("a,b\n1,x\0y\n"s),
            ", line 2, column 2. Expected text. Received: a NUL byte at byte offset 7");
  EXPECT_EQ(
      refusal("a,b\n1,caf\xe9\n"),
      ", line 2, column 2. Expected UTF-8 text (or choose encoding=latin1, one byte a letter). "
      "Received: byte 0xe9 at byte offset 9, which begins no character");
  const Table table = read("a,b\n1,caf\xe9\n", {.encoding = CsvEncoding::kLatin1});
  EXPECT_THAT(texts(table.column("b")), ElementsAre("café"));
  EXPECT_THAT(refusal("\xff\xfe\x61\0"s), HasSubstr("UTF-16"));
  // Overlong "/", a surrogate, beyond U+10FFFF, a lone continuation, a cut character: bytes and
  // offsets as in the UnicodeDecodeError of Python's bytes.decode().
  EXPECT_THAT(refusal("a\n\xc0\xaf\n"), HasSubstr("byte 0xc0 at byte offset 2"));
  EXPECT_THAT(refusal("a\n\xed\xa0\x80\n"), HasSubstr("byte 0xed at byte offset 2"));
  EXPECT_THAT(refusal("a\n\xf4\x90\x80\x80\n"), HasSubstr("byte 0xf4 at byte offset 2"));
  EXPECT_THAT(refusal("a\nx\x80\n"), HasSubstr("byte 0x80 at byte offset 3"));
  EXPECT_THAT(refusal("a\nx\xe2\x82\n"), HasSubstr("byte 0xe2 at byte offset 3"));
  EXPECT_THAT(refusal("a\nx\xe2\x82"), HasSubstr("byte 0xe2 at byte offset 3"));
}

TEST(CsvTest, FilesWithoutRowsAndBrokenQuotes) {
  EXPECT_EQ(refusal(""), ". Expected rows of text. Received: an empty file");
  EXPECT_EQ(refusal("\n\n"), ". Expected rows of text. Received: an empty file");
  EXPECT_THAT(refusal("a,b\n"), HasSubstr("Expected rows below the header"));
  EXPECT_EQ(refusal("a,b,a\n1,2,3\n"),
            ", line 1, column 3. Expected distinct column names. Received: 'a', which is also "
            "column 1");
  EXPECT_EQ(refusal("a,b\n1,2\n3,\"x\n4,5\n"),
            ", line 3, column 2. Expected a closing quote. Received: the end of the file behind an "
            "unclosed quote");
  EXPECT_THAT(refusal("a,b\n\"x\"y,2\n"),
              HasSubstr(", line 2, column 1. Expected a separator or the end of the line"));
  EXPECT_THAT(message_of<FileError>([] { read_csv("/no/such.csv"); }),
              HasSubstr("'/no/such.csv'. Expected a readable file"));
  EXPECT_THAT(refusal(std::string(200'000, ',')), HasSubstr("at most 100000 columns"));
}

TEST(CsvTest, WrongOptions) {
  EXPECT_THROW(read("a\n1\n", {.separator = '"'}), InvalidArgument);
  EXPECT_THROW(read("a\n1\n", {.separator = '\n'}), InvalidArgument);
  EXPECT_THROW(read("a\n1\n", {.separator = '\0'}), InvalidArgument);
  EXPECT_THROW(read("a\n1\n", {.decimal = ';'}), InvalidArgument);
  EXPECT_THROW(read("a\n1\n", {.separator = ',', .decimal = ','}), InvalidArgument);
}

TEST(CsvTest, TheLocaleDoesNotMatter) {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  if (std::setlocale(LC_ALL, "de_DE.UTF-8") == nullptr) GTEST_SKIP() << "no de_DE.UTF-8 here";
  const Table table = read("a\n1.5\n");
  std::setlocale(LC_ALL, before.c_str());
  EXPECT_EQ(table.column("a").number(0), 1.5);
}

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

}  // namespace
}  // namespace occam::data
