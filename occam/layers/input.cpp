#include "occam/layers/input.h"

namespace occam {

Node Input(layers::Input options) {
  if (!options.shape) {
    throw InvalidArgument(
        "Input: no shape. Expected the shape of one sample, as in Input({.shape = {10}})");
  }
  return Node(Layer(std::move(options)), {});
}

}  // namespace occam
