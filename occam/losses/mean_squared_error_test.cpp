#include "occam/losses/mean_squared_error.h"

#include <gtest/gtest.h>

#include <cmath>

#include "occam/losses/loss.h"
#include "tests/experiment/experiment.h"

namespace occam::losses {
namespace {

std::vector<float> per_sample(const Loss& loss, const Array& target, const Array& prediction) {
  experiments::Experiment experiment;
  experiment.output("value",
                    loss.per_sample(experiment.scope("loss"), experiment.input("target", target),
                                    experiment.variable("prediction", prediction)));
  experiment.run();
  const auto value = experiment.tensor("value");
  return {value.begin(), value.end()};
}

// Rows: (4 + 0.25) / 2, (0 + 9) / 2.
TEST(MeanSquaredError, IsTheMeanOfEachRow) {
  const Array prediction({2, 2}, std::vector<float>{1, -2, 0.5f, 4});
  const Array target({2, 2}, std::vector<float>{3, -2.5f, 0.5f, 1});
  EXPECT_EQ(per_sample(MeanSquaredError{}, target, prediction), (std::vector<float>{2.125f, 4.5f}));
}

}  // namespace
}  // namespace occam::losses
