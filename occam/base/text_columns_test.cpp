#include "occam/base/text_columns.h"

#include <gtest/gtest.h>

namespace occam {
namespace {

TEST(TextColumns, CountsWhatATerminalShows) {
  EXPECT_EQ(columns_of(""), 0u);
  EXPECT_EQ(columns_of("loss: 0.5"), 9u);
  EXPECT_EQ(columns_of("━━━"), 3u);
  EXPECT_EQ(columns_of("\x1b[32m━━\x1b[0m x"), 4u);
  EXPECT_EQ(columns_of("精度"), 4u);
  EXPECT_EQ(columns_of("정확도"), 6u);
  EXPECT_EQ(columns_of("ｆ"), 2u) << "full-width letter";
  EXPECT_EQ(columns_of("précis"), 6u);
  EXPECT_EQ(columns_of("pre\u0301cis"), 6u) << "e and a combining acute accent";
  EXPECT_EQ(columns_of("🎯"), 2u);
  EXPECT_EQ(columns_of("a\nb"), 2u);
  EXPECT_EQ(columns_of("a\xff\xe2\x82"), 3u) << "bytes that are no UTF-8";
  EXPECT_EQ(columns_of("\x1b[3"), 0u) << "a sequence without an end";
}

TEST(TextColumns, CutsBetweenCharacters) {
  EXPECT_EQ(cut_to_columns("accuracy", 8), "accuracy");
  EXPECT_EQ(cut_to_columns("accuracy", 7), "accura…");
  EXPECT_EQ(cut_to_columns("accuracy", 1), "…");
  EXPECT_EQ(cut_to_columns("accuracy", 0), "");
  EXPECT_EQ(cut_to_columns("精度精度", 8), "精度精度");
  EXPECT_EQ(cut_to_columns("精度精度", 7), "精度精…");
  EXPECT_EQ(cut_to_columns("精度精度", 6), "精度…")
      << "a wide character does not fit in one column";
  EXPECT_EQ(cut_to_columns("\x1b[32maccuracy\x1b[0m!", 4), "\x1b[32macc…\x1b[0m");
  for (std::size_t columns = 0; columns < 30; ++columns)
    EXPECT_LE(columns_of(cut_to_columns("loss 精度 0.25 \x1b[1m🎯\x1b[0m end", columns)), columns);
}

}  // namespace
}  // namespace occam
