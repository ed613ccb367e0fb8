#include "occam/data/text_counts.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace occam::data {
namespace {

TEST(TextCountsTest, CellsAndTheFirstByCode) {
  const Column column = Column::of_texts("v", std::vector<std::string>{"", "b", "a", "b", ""});
  EXPECT_EQ(text_counts(column), (std::vector<TextCount>{{"a", 1, 2}, {"b", 2, 1}}));
}

}  // namespace
}  // namespace occam::data
