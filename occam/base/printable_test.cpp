#include "occam/base/printable.h"

#include <gtest/gtest.h>

#include "occam/base/text_columns.h"

namespace occam {
namespace {

TEST(PrintableTest, OrdinaryTextStays) {
  for (const char* text : {"", "age", "größe in m²", "日本", "😀", "a b"}) {
    EXPECT_EQ(printable(text), text);
  }
}

TEST(PrintableTest, NothingReachesTheTerminalButLetters) {
  EXPECT_EQ(printable("cl\x1b[2Jass"), "cl?[2Jass");
  EXPECT_EQ(printable("a\tb\nc\rd\x7f"), "a?b?c?d?");
  EXPECT_EQ(printable("csi\xc2\x9b\x32J"), "csi?2J");        // C1, one character in UTF-8
  EXPECT_EQ(printable("abc\xe2\x80\xae""cba"), "abc?cba");  // right-to-left override
  EXPECT_EQ(printable("a\xe2\x80\xa8"), "a?");               // line separator
}

TEST(PrintableTest, BytesThatAreNoUtf8) {
  EXPECT_EQ(printable("caf\xe9"), "caf?");
  EXPECT_EQ(printable("\xc0\xaf"), "??");          // two bytes for '/'
  EXPECT_EQ(printable("\xed\xa0\x80"), "???");     // half of a surrogate pair
  EXPECT_EQ(printable("\xf4\x90\x80\x80"), "????");  // beyond Unicode
  EXPECT_EQ(printable("\xe2\x80"), "??");
}

TEST(PrintableTest, LongTextIsCut) {
  EXPECT_EQ(printable("abcdefgh", 5), "abcd…");
  EXPECT_EQ(printable(std::string(1 << 24, 'x')), std::string(59, 'x') + "…");
  // Marks that take no column do not make a text endless.
  std::string marks = "a";
  for (int i = 0; i < 100000; ++i) marks += "\xcc\x81";
  EXPECT_LT(printable(marks).size(), 10000u);
  EXPECT_LE(columns_of(printable(marks)), kPrintableColumns);
}

}  // namespace
}  // namespace occam
