#pragma once

#include <cstdint>
#include <vector>

#include "occam/base/array.h"
#include "occam/layers/layer.h"

namespace occam {

struct CallOptions {
  bool training = false;            ///< true: dropout drops, batch normalisation uses the batch
  std::uint64_t seed = 0;           ///< of the mask, and of the weights of a layer that has some
  std::vector<Array> weights = {};  ///< the layer's, in Keras's order; empty: fresh ones
};

/// One layer, called on its own on a batch x (samples, ...): Keras's layer(x, training=...).
/// Integers are cast to float32.
Array call(const Layer& layer, const Array& x, const CallOptions& options = {});

}  // namespace occam
