#include "tests/experiment/contract.h"

#include "occam/metrics/metric.h"

namespace occam {
namespace {

using experiments::Experiment;

TEST(MetricContract, DescribesItself) { experiments::expect_described<Metric>(); }

TEST(MetricContract, IsTheSameInAStack) {
  const Array prediction({3, 1}, std::vector<float>{0.9f, 0.2f, 0.7f});
  const Array target({3, 1}, std::vector<float>{1, 0, 0}),
      weights({3}, std::vector<float>{1, 2, 0.5f});
  for (const auto& entry : Metric::catalogue().entries()) {
    SCOPED_TRACE(entry.name);
    experiments::expect_slices_equal_solo([&](Experiment& experiment) {
      const graph::Value y = experiment.input("target", target);
      metrics::Sums sums(y.graph(), "kept/sums", experiment.input("weights", weights));
      entry.make().update_state(sums, y, experiment.variable("prediction", prediction));
    });
  }
}

}  // namespace
}  // namespace occam
