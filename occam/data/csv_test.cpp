#include "occam/data/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <clocale>
#include <cmath>
#include <string>
#include <vector>

#include "occam/base/errors.h"
#include "occam/data/table_testing.h"

namespace occam::data {
namespace {

using std::string_literals::operator""s;
using testing::ElementsAre;
using testing::HasSubstr;

/// The refusal without the file's name.
std::string refusal(std::string_view text, const ReadOptions& options = {}) {
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

// As spreadsheets write texts that look like numbers.
TEST(CsvTest, TextsAsFormulas) {
  const Table table = read("a,b\n=\"012\",=\"x\"\n\"=\"\"13\"\"\",y\n=A1,=\"\n");
  EXPECT_THAT(texts(table.column("b")), ElementsAre("x", "y", "=\""));
  EXPECT_THAT(read("a,b\n=\"12\",x\n\"=\"\"13\"\"\",y\n").column("a").numbers(),
              ElementsAre(12.0, 13.0));
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

TEST(CsvTest, EmptyRowsBehindBlankLines) {
  const Table table = read("a\n1\n\n\n,\n");
  EXPECT_EQ(table.rows(), 1);
  EXPECT_EQ(table.reading().empty_rows.count, 3);
  EXPECT_EQ(table.reading().empty_rows.first_line, 3);
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
      "for a column of row numbers?). Received: 3 cells; 2 rows are not alike, further lines 3");
  // All of them, whatever else is wrong.
  std::string many = "a,b,c\n1,2,3\n1e999,2,3\n";
  for (int i = 0; i < 9; ++i) many += "1,2\n";
  EXPECT_EQ(
      refusal(many + "1,2,1e400\n"),
      ", line 4, column 3. Expected 3 cells as in the first row. Received: 2 cells; 9 rows are "
      "not alike, further lines 5, 6, 7, 8, .... Also, line 3, column 1: expected a "
      "number within the range of float64 (1.8e308), received '1e999'. Also, line 13, column "
      "3: expected a number within the range of float64 (1.8e308), received '1e400'");
}

TEST(CsvTest, Bytes) {
  EXPECT_EQ(refusal("a,b\n1,x\0y\n"s),
            ", line 2, column 2. Expected text without NUL bytes (tr -d '\\000' takes them out). "
            "Received: one at byte offset 7");
  EXPECT_EQ(
      refusal("a,b\n1,\"say \\\"hi\\\"\"\n"),
      ", line 2, column 2. Expected a separator or the end of the line behind a closing quote. "
      "Received: more text (a quote in a cell is written \"\", not \\\")");
  const ReadOptions utf8{.encoding = Encoding::kUtf8};
  EXPECT_EQ(
      refusal("a,b\n1,caf\xe9\n", utf8),
      ", line 2, column 2. Expected UTF-8 text (or choose encoding=latin1, one byte a letter). "
      "Received: byte 0xe9 at byte offset 9, which begins no character");
  const Table table = read("a,b\n1,caf\xe9\n", {.encoding = Encoding::kLatin1});
  EXPECT_THAT(texts(table.column("b")), ElementsAre("café"));
  // Overlong "/", a surrogate, beyond U+10FFFF, a lone continuation, a cut character: bytes and
  // offsets as in the UnicodeDecodeError of Python's bytes.decode().
  EXPECT_THAT(refusal("a\n\xc0\xaf\n", utf8), HasSubstr("byte 0xc0 at byte offset 2"));
  EXPECT_THAT(refusal("a\n\xed\xa0\x80\n", utf8), HasSubstr("byte 0xed at byte offset 2"));
  EXPECT_THAT(refusal("a\n\xf4\x90\x80\x80\n", utf8), HasSubstr("byte 0xf4 at byte offset 2"));
  EXPECT_THAT(refusal("a\nx\x80\n", utf8), HasSubstr("byte 0x80 at byte offset 3"));
  EXPECT_THAT(refusal("a\nx\xe2\x82\n", utf8), HasSubstr("byte 0xe2 at byte offset 3"));
  EXPECT_THAT(refusal("a\nx\xe2\x82", utf8), HasSubstr("byte 0xe2 at byte offset 3"));
}

// Python: bytes.decode("cp1252") of the same bytes.
TEST(CsvTest, TextThatIsNoUtf8IsLatin1) {
  const Table table = read(
      "caf\xe9,b\n\x93x\x94,\x80 5\n\xdc"
      "ber,\xc3\xa9\n");
  EXPECT_THAT(names(table), ElementsAre("café", "b"));
  EXPECT_THAT(texts(table.column("café")), ElementsAre("\u201Cx\u201D", "\u00DCber"));
  EXPECT_THAT(texts(table.column("b")), ElementsAre("\u20AC 5", "\u00C3\u00A9"));
  EXPECT_EQ(table.reading().encoding, TextEncoding::kLatin1);
  EXPECT_EQ(table.reading().encoding_origin, Origin::kGuess);
  // Not when characters of UTF-8 stood before, nor when the file says what it is.
  EXPECT_THAT(refusal("a\ncaf\xc3\xa9\ncaf\xe9\n"), HasSubstr("byte 0xe9 at byte offset 11"));
  EXPECT_THAT(refusal("\xEF\xBB\xBF"
                      "a\ncaf\xe9\n"),
              HasSubstr("byte 0xe9 at byte offset 8"));
  EXPECT_EQ(read("a\ncaf\xc3\xa9\n").reading().encoding_origin, Origin::kPlain);
}

TEST(CsvTest, Utf16) {
  const std::string little =
      "\xff\xfe"
      "a\0,\0b\0\n\0"
      "1\0,\0\xe9\0\n\0\x3d\xd8\x00\xde,\0x\0\n\0"s;
  const Table table = read(little);
  EXPECT_THAT(texts(table.column("a")), ElementsAre("1", "\U0001F600"));
  EXPECT_THAT(texts(table.column("b")), ElementsAre("\u00E9", "x"));
  EXPECT_EQ(table.reading().encoding, TextEncoding::kUtf16);
  std::string big = little;
  for (std::size_t i = 0; i + 1 < big.size(); i += 2) std::swap(big[i], big[i + 1]);
  EXPECT_THAT(texts(read(big).column("b")), ElementsAre("\u00E9", "x"));
  EXPECT_EQ(read("a\0b\0,\0c\0\n\0"
                 "1\0,\0"
                 "2\0\n\0"s)
                .column("ab")
                .number(0),
            1.0);  // no mark
  EXPECT_THAT(refusal(little + "x"), HasSubstr("an odd number of bytes"));
  EXPECT_THAT(refusal("\xff\xfe"
                      "a\0\n\0\x3d\xd8x\0"s),
              HasSubstr("half a character at byte offset 8"));
}

TEST(CsvTest, FilesWithoutRowsAndBrokenQuotes) {
  EXPECT_EQ(refusal(""), ". Expected rows of text. Received: an empty file");
  EXPECT_EQ(refusal("\n\n"), ". Expected rows of text. Received: an empty file");
  EXPECT_THAT(refusal("a,b\n"), HasSubstr("Expected rows below the header"));
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
}

TEST(CsvTest, TheLocaleDoesNotMatter) {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  if (std::setlocale(LC_ALL, "de_DE.UTF-8") == nullptr) GTEST_SKIP() << "no de_DE.UTF-8 here";
  const Table table = read("a\n1.5\n");
  std::setlocale(LC_ALL, before.c_str());
  EXPECT_EQ(table.column("a").number(0), 1.5);
}

}  // namespace
}  // namespace occam::data
