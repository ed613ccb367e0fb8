#pragma once

#include <cstdint>
#include <vector>

#include "occam/models/sequential.h"

namespace occam::selection {

struct ShrinkOptions {
  /// Leaves out inputs whose weights are all 0: the result then wants only the columns of `inputs`.
  bool inputs = false;
};

/// What shrink() made.
struct Shrunk {
  Sequential model;                  ///< an ordinary model: trains on, saves, predicts the same
  std::vector<std::int64_t> inputs;  ///< features of the old input that are left, ascending
  std::int64_t units_before = 0, units = 0;            ///< of all Dense layers
  std::int64_t parameters_before = 0, parameters = 0;  ///< numbers in get_weights()
};

/// Removes what cannot change a prediction: units whose outgoing weights are all 0, and units with
/// a constant output (all incoming weights 0, or a factor of 0 in a Scaling or BatchNormalization
/// behind them), whose constant goes into the next bias; again, until nothing is left to remove.
/// Between two Dense layers may stand what works unit by unit: Activation (not softmax), Dropout,
/// BatchNormalization over the last axis, Scaling, Clip, SmoothClip, ParametricActivation. Other
/// layers keep the units in front of them. The outputs are those of the model but for the order in
/// which a product is added up: some units in the last place of its largest term. The optimizer
/// starts anew; hyper-parameters keep their values. Errors: InvalidArgument for a model that is not
/// built.
Shrunk shrink(const Sequential& model, const ShrinkOptions& options = {});

}  // namespace occam::selection
