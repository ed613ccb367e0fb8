#include "occam/evaluation/temperature.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace occam::evaluation {
namespace {

TEST(Temperature, OfOneLogitByHand) {
  // Three of four rows with logit 2 are of class 1: the best probability is 3/4, z / T = ln 3.
  LogitRows rows{.logits = {2, 2, 2, 2}, .targets = {1, 1, 0, 1}};
  const double temperature = best_temperature(rows);
  EXPECT_NEAR(temperature, 2 / std::log(3.0), 1e-9);
  EXPECT_NEAR(log_loss(rows, temperature), -0.75 * std::log(0.75) - 0.25 * std::log(0.25), 1e-12);
  // The same as two classes whose logits differ by 2, and as a row that counts three times.
  rows = {
      .classes = 2, .logits = {1, 3, 1, 3}, .targets = {1, 0}, .labels = true, .weights = {3, 1}};
  EXPECT_NEAR(best_temperature(rows), temperature, 1e-9);
}

TEST(Temperature, DoesNotDependOnWhatAllLogitsHaveInCommon) {
  const LogitRows rows{
      .classes = 3, .logits = {1, 2, 0, 0, 1, 3}, .targets = {0, 2}, .labels = true};
  LogitRows moved = rows;
  for (float& logit : moved.logits) logit += 64;
  EXPECT_NEAR(best_temperature(moved), best_temperature(rows), 1e-8);
  LogitRows wide = rows;
  for (float& logit : wide.logits) logit *= 128;
  EXPECT_NEAR(best_temperature(wide) / best_temperature(rows), 128, 1e-7);
}

TEST(Temperature, AtItsEndsWhereNoneIsBest) {
  EXPECT_EQ(best_temperature({.logits = {2, -2}, .targets = {1, 0}}), 1 / kMaxTemperature);
  EXPECT_EQ(best_temperature({.logits = {2, -2}, .targets = {0, 1}}), kMaxTemperature);
  EXPECT_EQ(best_temperature({.logits = {0, 0}, .targets = {0, 1}}), 1);
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(best_temperature({.logits = {nan, 1}, .targets = {0, 1}}), 1);
}

}  // namespace
}  // namespace occam::evaluation
