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

Table target_texts(const std::vector<std::string>& values) {
  return Table({Column::of_texts("y", values)});
}

Table target_numbers(std::vector<double> values) {
  return Table({Column::of_numbers("y", std::move(values))});
}

/// 0, 1, ... distinct-1, 0, 1, ... in n rows.
Table cycle(int n, int distinct) {
  std::vector<double> values;
  for (int i = 0; i < n; ++i) values.push_back(i % distinct);
  return target_numbers(values);
}

TEST(TargetTest, TextsAreClasses) {
  const Table table = target_texts({"malignant", "benign", "", "benign"});
  const Target target = detect_target(table, "y");
  EXPECT_TRUE(target.is_classification());
  EXPECT_TRUE(target.is_binary());
  EXPECT_EQ(target.outputs(), 1);
  EXPECT_THAT(target.classes, ElementsAre("benign", "malignant"));
  EXPECT_THAT(class_labels(target, table), ElementsAre(1, 0, -1, 0));
}

TEST(TargetTest, FewWholeNumbersAreClasses) {
  const Target target =
      detect_target(target_numbers({10, 2, -1, 2, 10, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
                                    2,  2, 2,  2, 2,  2, 2, 2, 2, 2, 2, 2, 2, 2, 2}),
                    "y");
  EXPECT_THAT(target.classes, ElementsAre("-1", "2", "10"));
  EXPECT_EQ(target.outputs(), 3);
  EXPECT_FALSE(target.is_binary());
  EXPECT_THAT(class_labels(target, target_numbers({10, std::nan(""), -1})), ElementsAre(2, -1, 0));
}

// max(2, min(10, n / 10)) values whatever they are.
TEST(TargetTest, TheBorderBetweenTheProblems) {
  EXPECT_TRUE(detect_target(cycle(4, 2), "y").is_classification());
  EXPECT_FALSE(detect_target(cycle(9, 3), "y").is_classification());
  EXPECT_FALSE(detect_target(cycle(14, 3), "y").is_classification());
  EXPECT_TRUE(detect_target(cycle(15, 3), "y").is_classification());  // codes, five rows each
  EXPECT_FALSE(detect_target(target_numbers({0.5, 1, 0.5, 1}), "y").is_classification());
  EXPECT_EQ(detect_target(target_numbers({0.5, 1}), "y").outputs(), 1);
}

// 26 letters coded 1 to 26, a hundred speakers: each code about as frequent, none left out.
TEST(TargetTest, CodesOfClassesAreClasses) {
  EXPECT_EQ(detect_target(cycle(520, 26), "y").outputs(), 26);
  EXPECT_EQ(detect_target(cycle(500, 100), "y").outputs(), 100);
  EXPECT_FALSE(detect_target(cycle(499, 100), "y").is_classification());  // fewer than five each
  EXPECT_FALSE(detect_target(cycle(1010, 101), "y").is_classification());
  std::vector<double> gap;
  for (int i = 0; i < 600; ++i) gap.push_back(i % 20 < 10 ? i % 20 : i % 20 + 1);
  EXPECT_FALSE(detect_target(target_numbers(gap), "y").is_classification());
}

// Visits to a doctor, say: rare at their end, so an amount and no code.
TEST(TargetTest, CountsAreNumbers) {
  std::vector<double> visits;
  for (int count = 0; count < 15; ++count) visits.insert(visits.end(), 300 >> count | 1, count);
  EXPECT_FALSE(detect_target(target_numbers(visits), "y").is_classification());
}

TEST(TargetTest, DatesAreNumbers) {
  std::vector<double> days;
  for (int i = 0; i < 100; ++i) days.push_back(18000 + i % 2);
  const Table table({Column::of_dates("y", days)});
  EXPECT_FALSE(detect_target(table, "y").is_classification());
}

TEST(TargetTest, TheProblemCanBeSaid) {
  EXPECT_FALSE(detect_target(cycle(100, 2), "y", Problem::kRegression).is_classification());
  EXPECT_EQ(detect_target(cycle(50, 40), "y", Problem::kClassification).outputs(), 40);
  EXPECT_THAT(message_of<InvalidArgument>([] {
                detect_target(target_numbers({1, 1.7}), "y", Problem::kClassification);
              }),
              HasSubstr("Expected whole numbers or texts as classes. Received: column 'y'=1.7 in "
                        "row 2"));
  EXPECT_THROW(detect_target(target_texts({"a", "b"}), "y", Problem::kRegression), InvalidArgument);
}

TEST(TargetTest, Refusals) {
  EXPECT_THAT(message_of<InvalidArgument>([] {
                detect_target(target_numbers({1, 2}), "Y");
              }),
              HasSubstr("Did you mean 'y'?"));
  EXPECT_THROW(detect_target(target_numbers({3, 3, std::nan("")}), "y"), InvalidArgument);
  EXPECT_THROW(detect_target(target_numbers({std::nan("")}), "y"), InvalidArgument);
  EXPECT_THROW(detect_target(target_texts({"a", "a"}), "y"), InvalidArgument);
  EXPECT_THROW(detect_target(target_texts({"Ada", "Bob", "Cyd"}), "y"), InvalidArgument);
  EXPECT_THROW(detect_target(target_numbers({1, std::numeric_limits<double>::infinity()}), "y"),
               InvalidArgument);
}

TEST(TargetTest, TextsThatHardlyRepeatAreNoClasses) {
  std::vector<std::string> names;
  for (int i = 0; i < 60; ++i) names.push_back("n" + std::to_string(i < 35 ? i : i % 25));
  EXPECT_EQ(message_of<InvalidArgument>([&] { detect_target(target_texts(names), "y"); }),
            "target: invalid value for column 'y'. Expected texts that repeat, as classes do, or "
            "problem=classification. Received: column 'y'=35 different texts in 60 rows: 'n0', "
            "'n1', 'n10', ...");
  EXPECT_EQ(detect_target(target_texts(names), "y", Problem::kClassification).outputs(), 35);
  for (int i = 0; i < 10; ++i) names.emplace_back("n1");
  EXPECT_EQ(detect_target(target_texts(names), "y").outputs(), 35);  // half of 70
}

TEST(TargetTest, AllFaultsOfAKindAreCounted) {
  EXPECT_THAT(message_of<InvalidArgument>([] {
                detect_target(target_numbers({1, 2.5, 3, 4.5}), "y", Problem::kClassification);
              }),
              HasSubstr("2.5 in row 2, and 1 more"));
}

TEST(TargetTest, AClassThatTrainingDidNotHave) {
  const Target target = detect_target(target_texts({"no", "yes"}), "y");
  EXPECT_EQ(message_of<InvalidArgument>([&] {
              class_labels(target, target_texts({"no", "maybe"}));
            }),
            "target: invalid value for column 'y'. Expected one of the classes no, yes. Received: "
            "column 'y'=maybe in row 2");
  EXPECT_THROW(class_labels(target, target_numbers({0, 1})), InvalidArgument);
  EXPECT_THROW(class_labels(detect_target(target_numbers({0, 1}), "y"), target_texts({"0", "1"})),
               InvalidArgument);
}

}  // namespace
}  // namespace occam::data
