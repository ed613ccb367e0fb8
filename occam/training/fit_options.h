#pragma once

#include <iosfwd>
#include <vector>

#include "occam/base/array.h"
#include "occam/base/integer.h"
#include "occam/callbacks/callback.h"

namespace occam {

/// Samples to watch during training: inputs and targets of equally many rows.
struct ValidationData {
  Array x = {}, y = {};
  bool empty() const { return x.size() == 0; }
};

/// Arguments of fit, in Keras's order. Source: Keras 3, Model.fit.
struct FitOptions {
  Int batch_size = 32;  ///< the last batch of an epoch may be smaller
  Int epochs = 1;       ///< index of the epoch after the last one
  int verbose = 1;      ///< 0 silent, 1 progress bar, 2 one line an epoch
  std::vector<callbacks::Callback> callbacks = {};
  double validation_split = 0.0;        ///< the last rows, before shuffling
  ValidationData validation_data = {};  ///< overrides validation_split
  bool shuffle = true;
  Int initial_epoch = 0;
};

/// Arguments of evaluate.
struct EvaluateOptions {
  Int batch_size = 32;
};

/// Arguments of predict.
struct PredictOptions {
  Int batch_size = 0;  ///< 0: chosen by occam. No prediction depends on it
};

}  // namespace occam
