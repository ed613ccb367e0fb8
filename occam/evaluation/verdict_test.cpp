#include "occam/evaluation/verdict.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "occam/base/errors.h"

namespace occam::evaluation {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using Outcome = Verdict::Outcome;

/// A model of 100 rows of targets 0, 1, ... that is off by `error` up and down, and by `more` in
/// every fourth row.
Contender off_by(const char* name, double error, double more = 0.0, std::int64_t rows = 100) {
  NumberPredictions made;
  for (std::int64_t i = 0; i < rows; ++i) {
    made.targets.push_back(static_cast<double>(i));
    made.answers.push_back(made.targets.back() + (i % 2 == 0 ? error : -error) +
                           (i % 4 == 3 ? more : 0.0));
  }
  return {name, made};
}

Verdict judged(const char* name, const std::vector<Contender>& contenders) {
  const std::array measures{&measure(name)};
  return judge(compare(measures, contenders, {.seed = 1})[0]);
}

TEST(Verdict, BeatsTheHardestRival) {
  const Verdict verdict = judged(
      "rmse",
      {off_by("a constant", 9.0), off_by("ridge regression", 3.0), off_by("the network", 2.0)});
  EXPECT_EQ(verdict.outcome, Outcome::kBeats);
  EXPECT_EQ(verdict.rival, "ridge regression");
  EXPECT_EQ(verdict.simplest, "the network");
  EXPECT_EQ(verdict.value.value, 2.0);
  EXPECT_EQ(verdict.gain.value, 1.0);
  EXPECT_THAT(to_text(verdict), StartsWith("the network beats ridge regression: rmse 2.0000 ["));
  EXPECT_THAT(to_text(verdict), HasSubstr("] against 3.0000, difference 1.0000 [1.0000, 1.0000]"));
}

TEST(Verdict, ADifferenceThatMayBeNoiseIsNone) {
  // Every fourth row is better by 1 and worse by 1.1 in turn with the sign of the error.
  const Verdict verdict = judged("mae", {off_by("a constant", 9.0), off_by("ridge regression", 3.0),
                                         off_by("the network", 3.2, 0.9)});
  EXPECT_EQ(verdict.outcome, Outcome::kNoBetter);
  EXPECT_EQ(verdict.simplest, "ridge regression");
  EXPECT_LT(verdict.gain.low, 0.0);
  EXPECT_GT(verdict.gain.high, 0.0);
  EXPECT_THAT(to_text(verdict), StartsWith("the network is no better than ridge regression beyond "
                                           "noise: mae "));
  EXPECT_THAT(to_text(verdict),
              HasSubstr("; the simplest model that explains the data is ridge regression"));
}

TEST(Verdict, TheSimplestOfEqualsExplains) {
  const Verdict verdict = judged("r2", {off_by("a constant", 3.0), off_by("ridge regression", 3.0),
                                        off_by("the network", 3.0)});
  EXPECT_EQ(verdict.outcome, Outcome::kNoBetter);
  EXPECT_EQ(verdict.simplest, "a constant");
}

TEST(Verdict, WorseIsSaid) {
  const Verdict verdict = judged(
      "rmse",
      {off_by("a constant", 9.0), off_by("ridge regression", 3.0), off_by("the network", 4.0)});
  EXPECT_EQ(verdict.outcome, Outcome::kWorse);
  EXPECT_THAT(to_text(verdict), StartsWith("the network is worse than ridge regression: "));
  EXPECT_THAT(to_text(verdict), HasSubstr("difference -1.0000"));
}

TEST(Verdict, FewRowsDecideNothing) {
  const Verdict verdict =
      judged("rmse", {off_by("a constant", 9.0, 0, 19), off_by("the network", 1.0, 0, 19)});
  EXPECT_EQ(verdict.outcome, Outcome::kTooFew);
  EXPECT_EQ(verdict.simplest, "");
  EXPECT_EQ(to_text(verdict),
            "19 test rows are too few to tell the network from a constant (20 are "
            "needed): rmse 1.0000 against 9.0000");
}

TEST(Verdict, WhatIsUndefinedIsNotJudged) {
  ClassPredictions none{.classes = 2};
  none.labels.assign(30, 0);
  none.decisions.assign(30, 0);
  none.probabilities.assign(60, 0.5f);
  const Verdict verdict = judged("auc", {{"a constant", none}, {"the network", none}});
  EXPECT_EQ(verdict.outcome, Outcome::kUndefined);
  EXPECT_EQ(to_text(verdict),
            "auc cannot tell the network from a constant: it is not defined on "
            "the 30 test rows, or on half of their resamples");
}

TEST(Verdict, DigitsFollowTheInterval) {
  const auto text = [](double value, double low, double high) {
    return to_text(Estimate{.value = value, .low = low, .high = high, .used = 1000});
  };
  EXPECT_EQ(text(3.1234, 2.8123, 3.4321), "3.1 [2.8, 3.4]");
  EXPECT_EQ(text(0.96491, 0.92105, 0.99123), "0.96 [0.92, 0.99]");
  EXPECT_EQ(text(31234.5, 28123.4, 34321.0), "31234 [28123, 34321]");
  EXPECT_EQ(text(1.5e-9, 1.25e-9, 1.75e-9), "1.5e-09 [1.25e-09, 1.75e-09]");
  EXPECT_EQ(text(-0.001, -0.3, 0.3), "0.0 [-0.3, 0.3]");
  EXPECT_EQ(to_text(Estimate{.value = 0.5}), "0.5000");
}

TEST(Verdict, RefusesWhatCannotBeCompared) {
  const std::array rmse{&measure("rmse")};
  const std::array accuracy{&measure("accuracy")};
  const std::vector<Contender> one{off_by("a constant", 1.0)};
  EXPECT_THROW(judge(compare(rmse, one)[0]), InvalidArgument);
  EXPECT_THROW(compare(accuracy, one), InvalidArgument);
  EXPECT_THROW(compare(rmse, std::vector<Contender>{}), InvalidArgument);
  EXPECT_THROW(compare(rmse, std::vector{off_by("a", 1.0), off_by("b", 1.0, 0.0, 99)}),
               InvalidArgument);
}

}  // namespace
}  // namespace occam::evaluation
