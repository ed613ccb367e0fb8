#include "occam/layers/activation.h"
#include "occam/layers/add.h"
#include "occam/layers/batch_normalization.h"
#include "occam/layers/concatenate.h"
#include "occam/layers/dense.h"
#include "occam/layers/dropout.h"
#include "occam/layers/embedding.h"
#include "occam/layers/flatten.h"
#include "occam/layers/input.h"
#include "occam/layers/layer.h"

namespace occam {

// The only list of layers.
const Catalogue<Layer>& Layer::catalogue() {
  static const Catalogue<Layer> members(
      "Layer",
      {catalogue_entry<Layer, layers::Input>("input_layer"),
       catalogue_entry<Layer>("dense", {}, layers::Dense{.units = 1}),
       catalogue_entry<Layer, layers::Activation>("activation"),
       catalogue_entry<Layer, layers::Flatten>("flatten"),
       catalogue_entry<Layer, layers::Dropout>("dropout"),
       catalogue_entry<Layer, layers::Add>("add"),
       catalogue_entry<Layer, layers::Concatenate>("concatenate"),
       catalogue_entry<Layer>("embedding", {}, layers::Embedding{.input_dim = 2, .output_dim = 1}),
       catalogue_entry<Layer, layers::BatchNormalization>("batch_normalization")});
  return members;
}

}  // namespace occam
