#pragma once

#include <vector>

#include "occam/losses/loss.h"
#include "tests/experiment/experiment.h"

namespace occam::experiments {

/// What a loss gives for each sample.
inline std::vector<float> per_sample(const Loss& loss, const Array& target,
                                     const Array& prediction) {
  Experiment experiment;
  experiment.output("value",
                    loss.per_sample(experiment.scope("loss"), experiment.input("target", target),
                                    experiment.variable("prediction", prediction)));
  experiment.run();
  const auto value = experiment.tensor("value");
  return {value.begin(), value.end()};
}

}  // namespace occam::experiments
