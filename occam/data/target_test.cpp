#include "occam/data/target.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "occam/base/errors.h"
#include "occam/data/test_file.h"

namespace occam::data {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Table texts(const std::vector<std::string>& values) {
  return Table({Column::of_texts("y", values)});
}

Table numbers(std::vector<double> values) {
  return Table({Column::of_numbers("y", std::move(values))});
}

/// 0, 1, ... distinct-1, 0, 1, ... in n rows.
Table cycle(int n, int distinct) {
  std::vector<double> values;
  for (int i = 0; i < n; ++i) values.push_back(i % distinct);
  return numbers(values);
}

TEST(TargetTest, TextsAreClasses) {
  const Table table = texts({"malignant", "benign", "", "benign"});
  const Target target = detect_target(table, "y");
  EXPECT_TRUE(target.is_classification());
  EXPECT_TRUE(target.is_binary());
  EXPECT_EQ(target.outputs(), 1);
  EXPECT_THAT(target.classes, ElementsAre("benign", "malignant"));
  EXPECT_THAT(class_labels(target, table), ElementsAre(1, 0, -1, 0));
}

TEST(TargetTest, FewWholeNumbersAreClasses) {
  const Target target = detect_target(numbers({10, 2, -1, 2, 10, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
                                               2,  2, 2,  2, 2,  2, 2, 2, 2, 2, 2, 2, 2, 2, 2}),
                                      "y");
  EXPECT_THAT(target.classes, ElementsAre("-1", "2", "10"));
  EXPECT_EQ(target.outputs(), 3);
  EXPECT_FALSE(target.is_binary());
  EXPECT_THAT(class_labels(target, numbers({10, std::nan(""), -1})), ElementsAre(2, -1, 0));
}

// max(2, min(20, n / 10)) values at most.
TEST(TargetTest, TheBorderBetweenTheProblems) {
  EXPECT_TRUE(detect_target(cycle(4, 2), "y").is_classification());
  EXPECT_FALSE(detect_target(cycle(9, 3), "y").is_classification());
  EXPECT_FALSE(detect_target(cycle(29, 3), "y").is_classification());
  EXPECT_TRUE(detect_target(cycle(30, 3), "y").is_classification());
  EXPECT_TRUE(detect_target(cycle(1000, 20), "y").is_classification());
  EXPECT_FALSE(detect_target(cycle(1000, 21), "y").is_classification());
  EXPECT_FALSE(detect_target(numbers({0.5, 1, 0.5, 1}), "y").is_classification());
  EXPECT_EQ(detect_target(numbers({0.5, 1}), "y").outputs(), 1);
}

TEST(TargetTest, TheProblemCanBeSaid) {
  EXPECT_FALSE(detect_target(cycle(100, 2), "y", Problem::kRegression).is_classification());
  EXPECT_EQ(detect_target(cycle(50, 40), "y", Problem::kClassification).outputs(), 40);
  EXPECT_THAT(message_of<InvalidArgument>([] {
                detect_target(numbers({1, 1.7}), "y", Problem::kClassification);
              }),
              HasSubstr("Expected whole numbers or texts as classes. Received: column 'y'=1.7 in "
                        "row 2"));
  EXPECT_THROW(detect_target(texts({"a", "b"}), "y", Problem::kRegression), InvalidArgument);
}

TEST(TargetTest, Refusals) {
  EXPECT_THAT(message_of<InvalidArgument>([] {
                detect_target(numbers({1, 2}), "Y");
              }),
              HasSubstr("Did you mean 'y'?"));
  EXPECT_THROW(detect_target(numbers({3, 3, std::nan("")}), "y"), InvalidArgument);
  EXPECT_THROW(detect_target(numbers({std::nan("")}), "y"), InvalidArgument);
  EXPECT_THROW(detect_target(texts({"a", "a"}), "y"), InvalidArgument);
  EXPECT_THROW(detect_target(texts({"Ada", "Bob", "Cyd"}), "y"), InvalidArgument);
  EXPECT_THROW(detect_target(numbers({1, std::numeric_limits<double>::infinity()}), "y"),
               InvalidArgument);
}

TEST(TargetTest, AClassThatTrainingDidNotHave) {
  const Target target = detect_target(texts({"no", "yes"}), "y");
  EXPECT_EQ(message_of<InvalidArgument>([&] {
              class_labels(target, texts({"no", "maybe"}));
            }),
            "target: invalid value for column 'y'. Expected one of the classes no, yes. Received: "
            "column 'y'=maybe in row 2");
  EXPECT_THROW(class_labels(target, numbers({0, 1})), InvalidArgument);
  EXPECT_THROW(class_labels(detect_target(numbers({0, 1}), "y"), texts({"0", "1"})),
               InvalidArgument);
}

}  // namespace
}  // namespace occam::data
