#include "tests/experiment/contract.h"

#include "occam/activations/activation.h"
#include "tests/experiment/finite_differences.h"

namespace occam {
namespace {

using experiments::Experiment;

// No value near 0, +-1/2 or +-1, where a function may bend.
const Array kX({2, 4}, std::vector<float>{0.3f, -0.8f, 1.7f, -2.2f, 0.6f, 0.4f, -0.6f, 3.1f});
const Array kUpstream({2, 4},
                      std::vector<float>{0.9f, -0.4f, 0.2f, 1.1f, -0.7f, 0.5f, 0.8f, -0.3f});

TEST(ActivationContract, DescribesItself) { experiments::expect_described<Activation>(); }

TEST(ActivationContract, KeepsTheShapeAndHasTheGradientOfFiniteDifferences) {
  for (const auto& entry : Activation::catalogue().entries()) {
    for (const Activation& activation : experiments::variants<Activation>(entry)) {
      SCOPED_TRACE(to_text(activation.config()));
      Experiment experiment;
      const graph::Value x = experiment.variable("x", kX);
      const graph::Value y = activation.apply(x);
      EXPECT_EQ(y.shape(), kX.shape());
      experiments::expect_gradient(
          experiment, experiments::weighted_sum(y, experiment.input("upstream", kUpstream)), x);
    }
  }
}

TEST(ActivationContract, MembersOfAStackEqualSoloRuns) {
  for (const auto& entry : Activation::catalogue().entries()) {
    SCOPED_TRACE(entry.name);
    experiments::expect_slices_equal_solo([&](Experiment& experiment) {
      experiment.keep("y", entry.make().apply(experiment.variable("x", kX)));
    });
  }
}

}  // namespace
}  // namespace occam
