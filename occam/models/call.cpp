#include "occam/models/call.h"

#include "occam/models/layer_call.h"

namespace occam {

Array call(const Layer& layer, const Array& x, const CallOptions& options) {
  return models::LayerCall(layer, x.shape(), options.training)(x, options);
}

}  // namespace occam
