#include "occam/evaluation/decision.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "occam/base/errors.h"

// compute_class_weight and argmax p / prior against scikit-learn and numpy are in tests/golden.
namespace occam::evaluation {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(Decision, PriorsTurnTheAnswer) {
  const std::vector<float> p{0.7f, 0.3f, 0.9f, 0.1f};
  EXPECT_THAT(decide(p, 2), ElementsAre(0, 0));
  EXPECT_THAT(decide(p, 2, std::vector<double>{0.75, 0.25}), ElementsAre(1, 0));
}

TEST(Decision, AClassWithoutRowsIsNeverAnswered) {
  const std::vector<float> p{0.9f, 0.0f, 0.1f, 0.0f, 0.0f, 0.0f};
  EXPECT_THAT(decide(p, 3, std::vector<double>{0.0, 0.5, 0.5}), ElementsAre(2, 1));
}

TEST(Decision, WeightsAreOfTheClassesThatOccur) {
  // 6 rows of two classes: 6 / (2 * 4) and 6 / (2 * 2).
  const std::vector<std::int64_t> labels{0, 0, 2, 0, 2, 0};
  EXPECT_THAT(balanced_class_weights(labels, 3), ElementsAre(Pair(0, 0.75), Pair(2, 1.5)));
  EXPECT_THAT(class_priors(labels, 3), ElementsAre(4.0 / 6, 0.0, 2.0 / 6));
}

TEST(Decision, Refusals) {
  const std::vector<float> p{0.5f, 0.5f};
  EXPECT_THROW(decide(p, 2, std::vector<double>{1.0}), InvalidArgument);
  EXPECT_THROW(decide(p, 2, std::vector<double>{0.0, 0.0}), InvalidArgument);
  EXPECT_THROW(decide(p, 2, std::vector<double>{1.5, -0.5}), InvalidArgument);
  EXPECT_THROW(class_priors(std::vector<std::int64_t>{}, 2), InvalidArgument);
  EXPECT_THROW(balanced_class_weights(std::vector<std::int64_t>{0, 2}, 2), InvalidArgument);
}

}  // namespace
}  // namespace occam::evaluation
