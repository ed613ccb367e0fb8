#include "tests/experiment/contract.h"

#include "occam/metrics/metric.h"

namespace occam {
namespace {

using experiments::Experiment;

TEST(MetricContract, DescribesItself) { experiments::expect_described<Metric>(); }

TEST(MetricContract, IsANumberASampleAndTheSameInAStack) {
  const Array prediction({3, 1}, std::vector<float>{0.9f, 0.2f, 0.7f});
  const Array target({3, 1}, std::vector<float>{1, 0, 0});
  for (const auto& entry : Metric::catalogue().entries()) {
    SCOPED_TRACE(entry.name);
    experiments::expect_slices_equal_solo([&](Experiment& experiment) {
      const graph::Value value = entry.make().per_sample(
          experiment.input("target", target), experiment.variable("prediction", prediction));
      EXPECT_EQ(value.shape(), Shape{3});
      experiment.keep("value", value);
    });
  }
}

}  // namespace
}  // namespace occam
