#include "occam/evaluation/fold_scores.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "occam/base/errors.h"

namespace occam::evaluation {
namespace {

using testing::ElementsAre;

Contender numbers(std::vector<double> targets, std::vector<double> answers) {
  return {"a model",
          NumberPredictions{.targets = std::move(targets), .answers = std::move(answers)}};
}

Contender two_classes(std::vector<std::int32_t> labels, const std::vector<float>& positive,
                      std::vector<std::int32_t> decisions) {
  ClassPredictions own{.classes = 2, .labels = std::move(labels)};
  for (const float p : positive) {
    own.probabilities.push_back(1 - p);
    own.probabilities.push_back(p);
  }
  own.decisions = std::move(decisions);
  return {"a model", own};
}

// By numpy: mean and std(ddof=1) of [1, 2, 6].
TEST(FoldScores, MeanAndSpreadOverFolds) {
  const std::vector<std::vector<Contender>> folds = {
      {numbers({1, 2}, {2, 3})}, {numbers({5}, {7})}, {numbers({0, 0, 0}, {6, -6, 6})}};
  const Measure* measures[] = {&measure("mae"), &measure("r2")};
  const auto scores = score_folds(measures, folds);
  ASSERT_EQ(scores.size(), 2u);
  EXPECT_THAT(scores[0].values[0], ElementsAre(1, 2, 6));
  EXPECT_DOUBLE_EQ(scores[0].mean(0), 3);
  EXPECT_DOUBLE_EQ(scores[0].deviation(0), 2.6457513110645907);
  // R2 of targets that are all equal is not defined: only the first fold's counts.
  EXPECT_DOUBLE_EQ(scores[1].mean(0), 1 - 2 / 0.5);
  EXPECT_TRUE(std::isnan(scores[1].deviation(0)));
}

TEST(FoldScores, PooledRowsAreOneModels) {
  const std::vector<std::vector<Contender>> folds = {
      {two_classes({0, 1}, {0.2f, 0.9f}, {0, 1})},
      {two_classes({1, 1, 0}, {0.4f, 0.6f, 0.7f}, {0, 1, 1})}};
  const std::vector<Contender> all = pool(folds);
  const auto& own = std::get<ClassPredictions>(all[0].predictions);
  EXPECT_THAT(own.labels, ElementsAre(0, 1, 1, 1, 0));
  EXPECT_THAT(own.decisions, ElementsAre(0, 1, 0, 1, 1));
  EXPECT_DOUBLE_EQ(*measure("accuracy").value(own), 3 / 5.0);
  // Of the six pairs of a positive and a negative, those of 0.4 and 0.6 under 0.7 are wrong.
  EXPECT_DOUBLE_EQ(*measure("auc").value(own), 4 / 6.0);
}

TEST(FoldScores, RefusesOtherContenders) {
  const std::vector<std::vector<Contender>> none;
  EXPECT_THROW(pool(none), InvalidArgument);
  const std::vector<std::vector<Contender>> uneven = {{numbers({1}, {2})}, {}};
  EXPECT_THROW(pool(uneven), InvalidArgument);
  const std::vector<std::vector<Contender>> kinds = {{numbers({1}, {2})},
                                                     {two_classes({0}, {0.1f}, {0})}};
  EXPECT_THROW(pool(kinds), InvalidArgument);
}

}  // namespace
}  // namespace occam::evaluation
