#include "occam/base/quoted.h"

#include <gtest/gtest.h>

namespace occam {
namespace {

TEST(QuotedTest, CutsAndCleans) {
  EXPECT_EQ(in_quotes("it's 5"), "'it's 5'");
  EXPECT_EQ(in_quotes("a\x1b[2Jb\n\x7f"), "'a.[2Jb..'");
  EXPECT_EQ(in_quotes("\xC2\x9B"
                      "2J\xC2\xA0\xC3\x9F"),
            "'.2J\xC2\xA0\xC3\x9F'");
  EXPECT_EQ(cleaned(std::string(50, 'x')), std::string(40, 'x') + "...");
  // Two bytes a letter: the cut at 40 would be inside the letter behind the x.
  std::string text = "x";
  for (int i = 0; i < 30; ++i) text += "\xC3\xA9";
  EXPECT_EQ(cleaned(text), text.substr(0, 39) + "...");
}

}  // namespace
}  // namespace occam
