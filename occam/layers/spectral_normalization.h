#pragma once

#include "occam/base/fields.h"
#include "occam/layers/dense.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// In every training call the weight W of the layer inside, seen as a matrix [rows, last axis], is
/// divided by its largest singular value, as power iterations find it: v = u W^T / |u W^T|,
/// u = v W / |v W|, W <- W / (v W u^T). A weight of zeros stays. The step starts from the new W,
/// its gradient does not go through the division. Shapes: those of the layer. Weights: the layer's,
/// below its name, and vector_u (1, last axis), which goes on from call to call. Source: Keras 3,
/// layers.SpectralNormalization; Miyato et al. 2018. Errors: InvalidArgument for a layer that has
/// neither `kernel` nor `embeddings`, and what the layer throws.
struct SpectralNormalization {
  Layer layer = Dense{.units = 1};  ///< required
  Int power_iterations = 1;
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "SpectralNormalization";
  static constexpr bool has_weights = true;
  static constexpr auto fields() {
    using T = SpectralNormalization;
    return Fields{
        Field{"layer", &T::layer, "what has the kernel or the embeddings"},
        Field{"power_iterations", &T::power_iterations, at_least(1),
              "steps towards the largest singular value in each call"},
        Field{"name", &T::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &T::input_shape, "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
  std::vector<LayerPart> parts() const;
};

}  // namespace occam::layers
