#include "tests/experiment/contract.h"

#include "occam/losses/loss.h"
#include "occam/ops/sum.h"
#include "tests/experiment/finite_differences.h"

namespace occam {
namespace {

using experiments::Experiment;

/// Four rows of three outputs that any loss takes, as probabilities or as logits.
const Array kPrediction({4, 3}, std::vector<float>{0.2f, 0.5f, 0.3f, 0.6f, 0.15f, 0.25f, 0.25f,
                                                   0.3f, 0.45f, 0.55f, 0.25f, 0.2f});

Array target_of(const Loss& loss) {
  switch (loss.target_kind()) {
    case TargetKind::kClassNumbers:
    case TargetKind::kGroups:
      return Array({4}, std::vector<float>{1, 0, 2, 2});
    case TargetKind::kDistributions:
      return Array({4, 3}, std::vector<float>{0, 1, 0, 1, 0, 0, 0, 0.25f, 0.75f, 0, 0, 1});
    case TargetKind::kProbabilities:
      return Array({4, 3}, std::vector<float>{0, 1, 1, 0.25f, 0, 1, 0, 0, 1, 1, 0, 0});
    case TargetKind::kNumbers:
    case TargetKind::kAsGiven:
      break;
  }
  return Array({4, 3}, std::vector<float>{1.3f, -0.4f, 2.1f, 0.9f, -1.2f, 0.1f, 3, 0.6f, -2.5f,
                                          1.9f, 0.8f, -0.7f});
}

graph::Value per_sample(const Loss& loss, Experiment& experiment, const graph::Value& prediction) {
  return loss.per_sample(experiment.scope("loss"), experiment.input("target", target_of(loss)),
                         prediction);
}

/// False for lists that the battery tries: not one number for each of these three classes, axes
/// that a matrix has not.
bool takes_these(const Loss& loss) {
  const std::string refused = experiments::refusal([&] {
    Experiment experiment;
    per_sample(loss, experiment, experiment.variable("prediction", kPrediction));
  });
  return refused.find("one number for each of 3 classes") == std::string::npos &&
         refused.find("an axis of a tensor of rank 2") == std::string::npos &&
         refused.find("0 is the batch's") == std::string::npos;
}

TEST(LossContract, DescribesItself) { experiments::expect_described<Loss>(); }

TEST(LossContract, OneNumberASampleWithTheGradientOfFiniteDifferences) {
  for (const auto& entry : Loss::catalogue().entries()) {
    for (const Loss& loss : experiments::variants<Loss>(entry)) {
      SCOPED_TRACE(to_text(loss.config()));
      EXPECT_EQ(loss.class_labels(), loss.target_kind() == TargetKind::kClassNumbers ||
                                         loss.target_kind() == TargetKind::kGroups);
      if (!takes_these(loss)) continue;
      Experiment experiment;
      const graph::Value prediction = experiment.variable("prediction", kPrediction);
      const graph::Value value = per_sample(loss, experiment, prediction);
      EXPECT_EQ(value.shape(), Shape{4});
      experiments::expect_gradient(experiment, ops::sum(value), prediction);
    }
  }
}

TEST(LossContract, MembersOfAStackEqualSoloRuns) {
  for (const auto& entry : Loss::catalogue().entries()) {
    SCOPED_TRACE(entry.name);
    experiments::expect_slices_equal_solo([&](Experiment& experiment) {
      experiment.keep("value", per_sample(entry.make(), experiment,
                                          experiment.variable("prediction", kPrediction)));
    });
  }
}

}  // namespace
}  // namespace occam
