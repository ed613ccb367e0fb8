#include "occam/data/quote_style.h"

#include <gtest/gtest.h>

#include <string>

#include "occam/data/table_testing.h"

namespace occam::data {
namespace {

QuoteStyle style_of(std::string_view text) {
  const ReadOptions options;
  return guess_quotes(text, true, MissingTexts(options));
}

TEST(QuoteStyleTest, LinesQuotedAsAWhole) {
  EXPECT_EQ(style_of("\"a,b\"\n\"1,x\"\n\"2,y\"\n"), QuoteStyle::kLines);
  EXPECT_EQ(style_of("a,b\r\n\"1,x\"\r\n\"2,y\""), QuoteStyle::kLines);
  for (const char* text : {"", "\n", "a,b\n1,2\n", "\"a\",\"b\"\n\"1\",\"2\"\n",
                           "\"name\"\n\"Smith, John\"\n\"Roe, Jane\"\n", "\"a,b\"\n\"1,x\"\n2,y\n",
                           "\"a,b\"\n\"1,x\",\"2\"\n", "\"a\"\n\"1\"\n"})
    EXPECT_EQ(style_of(text), QuoteStyle::kUsual) << text;
  const Table table = read("\"a,b\"\n\"1,\"\"x, y\"\"\"\n\"2,z\"\n\"3,z\"\n");
  EXPECT_EQ(table.reading().quotes, QuoteStyle::kLines);
  EXPECT_EQ(names(table), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(table.column("a").number(2), 3);
  EXPECT_EQ(texts(table.column("b")), (std::vector<std::string>{"x, y", "z", "z"}));
}

TEST(QuoteStyleTest, SingleQuotes) {
  EXPECT_EQ(style_of("a,b\n1,'x'\n2,'y'\n"), QuoteStyle::kSingle);
  EXPECT_EQ(style_of("'a';'b'\n'x;y'; 'it''s' \n"), QuoteStyle::kSingle);
  for (const char* text :
       {"a,b\n1,'x\n2,'y\n", "a,b\n1,it's\n2,'y'\n", "a,b\n'0123,1\n'0124,2\n",
        "a,b\n'x',\"y\"\n'z',\"y\"\n", "a,b\n5'9',1\n5'8',2\n", "a,b\n'x',1\ny,2\nz,3\nz,4\n"})
    EXPECT_EQ(style_of(text), QuoteStyle::kUsual) << text;
  const Table single = read("'a','b'\n1,'x, y'\n2,'it''s'\n3,''\n4,'z'");
  EXPECT_EQ(single.reading().quotes, QuoteStyle::kSingle);
  EXPECT_EQ(names(single), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(texts(single.column("b")), (std::vector<std::string>{"x, y", "it's", "", "z"}));
}

/// Beyond the first megabyte, and beyond the first 200 lines a double quote too.
TEST(QuoteStyleTest, LongFiles) {
  std::string lines = "\"a,b\"\n", single = "a,b\n";
  for (int i = 0; i < 200'000; ++i) {
    lines += "\"" + std::to_string(i) + ",\"\"x, y\"\"\"\n";
    single += std::to_string(i) + (i < 300 ? ",'x, y'\n" : ",'x, \"y\"'\n");
  }
  const Table inner = read(lines);
  EXPECT_EQ(inner.rows(), 200'000);
  EXPECT_EQ(inner.column("a").number(199'999), 199'999);
  EXPECT_EQ(inner.column("b").categories(), (std::vector<std::string>{"x, y"}));
  const Table quoted = read(single);
  EXPECT_EQ(quoted.rows(), 200'000);
  EXPECT_EQ(quoted.column("b").categories(), (std::vector<std::string>{"x, \"y\"", "x, y"}));
}

}  // namespace
}  // namespace occam::data
