#pragma once

#include "occam/models/topology.h"

namespace occam::saving {

/// Warns, in one line, of layers that Keras lets compute in whole numbers and occam does not: what
/// IntegerLookup gives are integers in Keras whatever its output_mode, through Flatten, Dropout,
/// Add, Concatenate, linear and relu; LayerNormalization predicts otherwise on them, most
/// activations and layers of occam's own fail. Measured with Keras 3.15.1 on TensorFlow.
void warn_of_whole_numbers(const models::Topology& topology);

}  // namespace occam::saving
