#include "occam/data/read_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "occam/base/errors.h"
#include "occam/data/table_testing.h"

namespace occam::data {
namespace {

using std::string_literals::operator""s;
using testing::ElementsAre;
using testing::HasSubstr;

Table taken(std::string_view bytes, const ReadOptions& options = {}) {
  const TestFile file(bytes, ".dat");
  return read_table(file.path(), options);
}
std::string refusal(std::string_view bytes) {
  const TestFile file(bytes, ".csv");
  return message_of<FileError>([&] { read_table(file.path()); });
}

// First bytes as file(1) and the formats' documents tell.
TEST(ReadTableTest, OtherFilesAreNamed) {
  const std::vector<std::pair<std::string, const char*>> files = {
      {"PK\x03\x04....[Content_Types].xml....xl/workbook.xml", "an Excel workbook (xlsx)"},
      {"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
       "a spreadsheet (ods)"},
      {"PK\x03\x04....arr_0.npy", "an NPZ archive"},
      {"PK\x03\x04....table.csv", "a zip archive (unpack it first"},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an Excel workbook (xls)"},
      {"PAR1....", "a Parquet file"},
      {"BZh91AY&SY", "a bzip2 file"},
      {"\xFD"
       "7zXZ\0\0"s,
       "an xz file"},
      {"\x89HDF\r\n\x1a\n", "an HDF5 file"},
      {"ARROW1\0\0"s, "an Arrow (Feather) file"},
      {"ORC\x01", "an ORC file"},
      {"SQLite format 3\0"s, "an SQLite database"},
      {gzip("RDX3\nX\n"), "an R data file"},
      {gzip(std::string(257, 'x') + "ustar\0"s), "a tar archive"},
      {"%PDF-1.7", "a PDF document"},
      {"<!DOCTYPE html><html>", "a web page (HTML)"},
      {"[{\"a\": 1}]", "a JSON file"},
      {"{\"a\": 1}\n{\"a\": 2}", "a JSON file"}};
  for (const auto& [bytes, name] : files) {
    const std::string message = refusal(bytes);
    EXPECT_THAT(message, HasSubstr(name));
    EXPECT_THAT(message, HasSubstr(" ("));  // what to do
  }
  EXPECT_EQ(taken("PAR,b\n1,2\n").rows(), 1);  // a table may begin like that
  EXPECT_EQ(taken("[a],b\n1,2\n").rows(), 1);
}

std::string npy(const std::string& type, const std::string& shape, const std::string& data,
                bool fortran = false) {
  std::string header = "{'descr': '" + type +
                       "', 'fortran_order': " + (fortran ? "True" : "False") +
                       ", 'shape': " + shape + ", }";
  header.resize((10 + header.size() + 64) / 64 * 64 - 11, ' ');
  header += '\n';
  return "\x93NUMPY\x01\x00"s + static_cast<char>(header.size() & 0xFF) +
         static_cast<char>(header.size() >> 8) + header + data;
}

// Bytes as numpy writes them: numpy.array([[1, -2.5], [3, nan]]).tobytes() and so on.
TEST(ReadTableTest, NpyArrays) {
  const std::string doubles =
      "\0\0\0\0\0\0\xf0\x3f\0\0\0\0\0\0\x04\xc0\0\0\0\0\0\0\x08\x40\0\0\0\0\0\0\xf8\x7f"s;
  Table table = taken(npy("<f8", "(2, 2)", doubles));
  EXPECT_THAT(table.column("column1").numbers(), ElementsAre(1.0, 3.0));
  EXPECT_EQ(table.column("column2").number(0), -2.5);
  EXPECT_TRUE(table.column("column2").is_missing(1));
  EXPECT_EQ(table.column("column2").reading().first_missing_row, 1);
  EXPECT_EQ(table.reading().format, FileFormat::kNpy);
  table = taken(gzip(npy("<f8", "(2, 2)", doubles, true)));
  EXPECT_THAT(table.column("column1").numbers(), ElementsAre(1.0, -2.5));
  EXPECT_THAT(taken(npy(">i2", "(2,)", "\x01\x02\xff\xfe"s)).column("column1").numbers(),
              ElementsAre(258.0, -2.0));
  EXPECT_THAT(taken(npy("<f2", "(3,)", "\x00\x3c\x00\xc1\x01\x00"s)).column("column1").numbers(),
              ElementsAre(1.0, -2.5, std::ldexp(1, -24)));
  EXPECT_THAT(taken(npy("|b1", "(2,)", "\x01\x00"s)).column("column1").numbers(),
              ElementsAre(1.0, 0.0));
  const std::string beyond = "\x01\0\0\0\0\0\x20\0\x05\0\0\0\0\0\0\0"s;  // 2**53 + 1, 5
  EXPECT_THAT(texts(taken(npy("<i8", "(2,)", beyond)).column("column1")),
              ElementsAre("9007199254740993", "5"));
  EXPECT_THAT(refusal(npy("|O", "(2,)", "xx")), HasSubstr("an array of type '"));
  EXPECT_THAT(refusal(npy("<f8", "(2, 1, 1)", doubles)), HasSubstr("3 dimensions"));
  for (const char* shape : {"(4611686018427387904, 4)", "(4611686018427387904, 0)",
                            "(4611686018427387904, 4611686018427387904, 0)"})
    EXPECT_THAT(refusal(npy("<f8", shape, doubles)), HasSubstr("at most 2^56 numbers"));
  EXPECT_THAT(refusal(npy("<f8", "(2, 3)", doubles)),
              HasSubstr("48 bytes of numbers. Received: 32"));
  EXPECT_THAT(refusal(npy("<f8", "(3,)", doubles)), HasSubstr("more bytes"));
  EXPECT_THAT(refusal(npy("<f8", "(0, 3)", "")), HasSubstr("an empty array"));
  EXPECT_THROW(taken(npy("<f8", "(1000000, 1000000)", doubles)), OutOfMemory);
  EXPECT_THROW(taken(npy("<f8", "(4611686018427387904, 4)", doubles)), std::exception);
}

// scikit-learn: load_svmlight_file of the same text.
TEST(ReadTableTest, Libsvm) {
  const Table table = taken("+1 1:0.5 3:-2 # a comment\n-1 2:1e1\n\n0\n");
  EXPECT_THAT(names(table), ElementsAre("label", "column1", "column2", "column3"));
  EXPECT_THAT(table.column("label").numbers(), ElementsAre(1.0, -1.0, 0.0));
  EXPECT_THAT(table.column("column3").numbers(), ElementsAre(-2.0, 0.0, 0.0));
  EXPECT_THAT(table.column("column2").numbers(), ElementsAre(0.0, 10.0, 0.0));
  EXPECT_THAT(names(taken("1 qid:3 0:1\n2 qid:3 1:5\n")),
              ElementsAre("label", "qid", "column0", "column1"));
  EXPECT_THAT(refusal("1 1:2\n1 2:1 3:x\n"), HasSubstr("line 2. Expected INDEX:VALUE"));
  EXPECT_THAT(refusal("1 1:2\n1 2:1 2:5\n"), HasSubstr("indices that increase"));
  EXPECT_THROW(taken("1 1:2\n1 900000000000:1\n"), OutOfMemory);
  EXPECT_EQ(taken("1 12:30\nx 5\n", {.separator = ' '}).columns().size(), 2U);
  EXPECT_EQ(taken("a b\n1 12:30\n").reading().format, FileFormat::kText);
}

TEST(ReadTableTest, WhatDoesNotFitIsRefusedBeforeItIsRead) {
  std::string text = "a,b\n";
  while (text.size() < 3'000'000) text += "1,2\n";
  const TestFile file(text);
  std::error_code error;
  // Sparse: it takes no room on the disk.
  std::filesystem::resize_file(file.path(), std::uintmax_t{1} << 42, error);
  if (error) GTEST_SKIP() << "no sparse files here";
  const std::string message = message_of<OutOfMemory>([&] { read_table(file.path()); });
  // Four bytes of the file are two cells of eight bytes each.
  EXPECT_THAT(message, HasSubstr("reading '" + file.path() + "': needs 16.00 TB of memory"));
  EXPECT_THAT(message, HasSubstr("Fewer rows or columns need less"));
}

TEST(ReadTableTest, ProgressIsTold) {
  std::string text = "a,b\n";
  for (int i = 0; i < 300'000; ++i) text += std::to_string(i) + ",x\n";
  const TestFile file(text);
  std::vector<ReadProgress> told;
  ReadOptions options;
  options.on_progress = [&](const ReadProgress& progress) { told.push_back(progress); };
  read_table(file.path(), options);
  ASSERT_GT(told.size(), 2U);
  for (std::size_t i = 1; i < told.size(); ++i) EXPECT_GE(told[i].bytes, told[i - 1].bytes);
  EXPECT_EQ(told.back().bytes, static_cast<std::int64_t>(text.size()));
  EXPECT_EQ(told.back().total_bytes, static_cast<std::int64_t>(text.size()));
  EXPECT_EQ(told.back().rows, 300'000);
}

}  // namespace
}  // namespace occam::data
