#include "occam/losses/circle.h"

#include <gmock/gmock.h>

#include <cmath>
#include <vector>

#include "tests/experiment/experiment.h"

namespace occam::losses {
namespace {

using testing::ElementsAre;
using testing::FloatNear;

double log_of_1_and_exp(double x) { return std::log1p(std::exp(x)); }

// By hand, for the cosines 0.6, 0 and 0.8: to the sample of its class 2 (0.3 + 0.4) (0.4 - 0.3), to
// the other one 2 (1.3 - 1) (0.7 - 1) and 2 (1.3 - 0.2) (0.7 - 0.2). The third has none of its own.
TEST(Circle, OfThreeSamples) {
  experiments::Experiment experiment;
  const graph::Value target = experiment.input("target", Array({3}, std::vector<float>{5, 5, 7}));
  const graph::Value prediction =
      experiment.input("prediction", Array({3, 2}, std::vector<float>{1, 0, 0.6f, 0.8f, 0, 1}));
  const Circle loss{.gamma = 2.0, .margin = 0.3};
  const graph::Value values = loss.per_sample(experiment.scope("loss"), target, prediction);
  experiment.output("values", values);
  experiment.output("counted", loss.counted(target, values));
  experiment.run();
  EXPECT_THAT(experiment.tensor("values"),
              ElementsAre(FloatNear(static_cast<float>(log_of_1_and_exp(0.14 - 0.18)), 1e-6f),
                          FloatNear(static_cast<float>(log_of_1_and_exp(0.14 + 1.1)), 1e-6f), 0));
  EXPECT_THAT(experiment.tensor("counted"), ElementsAre(1, 1, 0));
}

// A sample is of its own class, at distance 0: 2 (0.3) (-0.3).
TEST(Circle, WithTheDiagonal) {
  experiments::Experiment experiment;
  const graph::Value target = experiment.input("target", Array({2}, std::vector<float>{1, 2}));
  const graph::Value prediction =
      experiment.input("prediction", Array({2, 2}, std::vector<float>{1, 0, 0, 1}));
  const Circle loss{.gamma = 2.0, .margin = 0.3, .remove_diagonal = false};
  experiment.output("values", loss.per_sample(experiment.scope("loss"), target, prediction));
  experiment.run();
  const auto each = FloatNear(static_cast<float>(log_of_1_and_exp(-0.18 - 0.18)), 1e-6f);
  EXPECT_THAT(experiment.tensor("values"), ElementsAre(each, each));
}

TEST(Circle, WantsOneVectorASample) {
  experiments::Experiment experiment;
  const graph::Value target = experiment.input("target", Array({2, 3}, std::vector<float>(6)));
  const graph::Value prediction =
      experiment.input("prediction", Array({2, 3, 2}, std::vector<float>(12)));
  EXPECT_THROW(Circle{}.per_sample(experiment.scope("loss"), target, prediction), InvalidArgument);
}

}  // namespace
}  // namespace occam::losses
