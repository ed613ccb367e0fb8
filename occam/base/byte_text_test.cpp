#include "occam/base/byte_text.h"

#include <gtest/gtest.h>

#include <limits>

namespace occam {
namespace {

TEST(ByteText, ChoosesTheUnit) {
  EXPECT_EQ(byte_text(0), "0.00 B");
  EXPECT_EQ(byte_text(1023), "1023.00 B");
  EXPECT_EQ(byte_text(1024), "1.00 KB");
  EXPECT_EQ(byte_text(4 * 669706), "2.55 MB");
  EXPECT_EQ(byte_text(std::int64_t{5} << 29), "2.50 GB");
  EXPECT_EQ(byte_text(std::int64_t{3} << 40), "3.00 TB");
  EXPECT_EQ(byte_text(std::numeric_limits<std::int64_t>::max()), "8388608.00 TB");
}

}  // namespace
}  // namespace occam
