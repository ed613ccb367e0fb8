#include "tests/experiment/contract.h"

#include "occam/regularizers/regularizer.h"
#include "tests/experiment/finite_differences.h"

namespace occam {
namespace {

using experiments::Experiment;

const Array kWeight({2, 3}, std::vector<float>{0.7f, -1.3f, 0.2f, -0.4f, 2.5f, -0.6f});

TEST(RegularizerContract, DescribesItself) { experiments::expect_described<Regularizer>(); }

TEST(RegularizerContract, GradientIsThatOfFiniteDifferences) {
  for (const auto& entry : Regularizer::catalogue().entries()) {
    for (const Regularizer& regularizer : experiments::variants<Regularizer>(entry)) {
      if (regularizer.has_proximal()) continue;  // proximal_test.cpp
      SCOPED_TRACE(to_text(regularizer.config()));
      Experiment experiment;
      const graph::Value w = experiment.variable("w", kWeight);
      const graph::Value penalty = regularizer.penalty(experiment.scope("w_regularizer"), w);
      EXPECT_TRUE(penalty.is_scalar());
      experiments::expect_gradient(experiment, penalty, w);
    }
  }
}

TEST(RegularizerContract, MembersOfAStackEqualSoloRuns) {
  for (const auto& entry : Regularizer::catalogue().entries()) {
    SCOPED_TRACE(entry.name);
    experiments::expect_slices_equal_solo([&](Experiment& experiment) {
      const graph::Value w = experiment.variable("w", kWeight);
      experiment.keep("penalty", entry.make().penalty(experiment.scope("w_regularizer"), w));
    });
  }
}

}  // namespace
}  // namespace occam
