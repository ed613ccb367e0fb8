#include "tests/experiment/finite_differences.h"

#include <gtest/gtest.h>

#include <cmath>

#include "occam/compiler/gradient.h"

namespace occam::experiments {

void expect_gradient(Experiment& experiment, const graph::Value& loss,
                     const graph::Value& variable) {
  const std::string path = experiment.scope("").graph().variable_of(variable).path;
  experiment.output("loss", loss);
  experiment.output("gradient", compiler::gradient(loss, {{variable}})[0]);
  experiment.run();
  const auto given = experiment.tensor("gradient");
  const std::vector<float> gradient(given.begin(), given.end());
  const auto start = experiment.after(path);
  std::vector<float> x(start.begin(), start.end());
  ASSERT_EQ(gradient.size(), x.size());
  constexpr float kStep = 1.0f / 128;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const float here = x[i];
    const auto loss_at = [&](float offset) {
      x[i] = here + offset;
      experiment.set(path, x);
      experiment.run();
      return experiment.number("loss");
    };
    const double slope =
        (8 * (loss_at(kStep) - loss_at(-kStep)) - (loss_at(2 * kStep) - loss_at(-2 * kStep))) /
        (12.0 * kStep);
    x[i] = here;
    EXPECT_NEAR(static_cast<double>(gradient[i]), slope, 3e-4 * (1 + std::abs(slope)))
        << path << ", element " << i;
  }
}

}  // namespace occam::experiments
