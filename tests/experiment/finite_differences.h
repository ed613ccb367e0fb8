#pragma once

#include <string>

#include "tests/experiment/experiment.h"

namespace occam::experiments {

/// Adds the gradient of the scalar `loss` by a variable to the graph, runs it, and compares with
/// central differences of fourth order. Nothing may bend within 1/64 of the variable's value.
void expect_gradient(Experiment& experiment, const graph::Value& loss,
                     const graph::Value& variable);

}  // namespace occam::experiments
