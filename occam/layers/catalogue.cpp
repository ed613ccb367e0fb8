#include "occam/layers/activation.h"
#include "occam/layers/activity_regularization.h"
#include "occam/layers/add.h"
#include "occam/layers/batch_normalization.h"
#include "occam/layers/category_encoding.h"
#include "occam/layers/clip.h"
#include "occam/layers/concatenate.h"
#include "occam/layers/dense.h"
#include "occam/layers/dropout.h"
#include "occam/layers/embedding.h"
#include "occam/layers/flatten.h"
#include "occam/layers/input.h"
#include "occam/layers/integer_lookup.h"
#include "occam/layers/layer.h"
#include "occam/layers/layer_normalization.h"
#include "occam/layers/normalization.h"
#include "occam/layers/one_hot_embedding.h"
#include "occam/layers/parametric_activation.h"
#include "occam/layers/periodic_embedding.h"
#include "occam/layers/scaling.h"
#include "occam/layers/smooth_clip.h"
#include "occam/layers/temperature.h"

namespace occam {

// The only list of layers.
const Catalogue<Layer>& Layer::catalogue() {
  static const Catalogue<Layer> members(
      "Layer",
      {catalogue_entry<Layer, layers::Input>("input_layer"),
       catalogue_entry<Layer>("dense", {}, layers::Dense{.units = 1}),
       catalogue_entry<Layer, layers::Activation>("activation"),
       catalogue_entry<Layer, layers::ActivityRegularization>("activity_regularization"),
       catalogue_entry<Layer, layers::Flatten>("flatten"),
       catalogue_entry<Layer, layers::Dropout>("dropout"),
       catalogue_entry<Layer, layers::Add>("add"),
       catalogue_entry<Layer, layers::Concatenate>("concatenate"),
       catalogue_entry<Layer>("embedding", {}, layers::Embedding{.input_dim = 2, .output_dim = 1}),
       catalogue_entry<Layer, layers::BatchNormalization>("batch_normalization"),
       catalogue_entry<Layer, layers::LayerNormalization>("layer_normalization"),
       catalogue_entry<Layer>("normalization", {},
                              layers::Normalization{.mean = {0.0}, .variance = {1.0}}),
       catalogue_entry<Layer>("category_encoding", {}, layers::CategoryEncoding{.num_tokens = 2}),
       catalogue_entry<Layer>("integer_lookup", {},
                              layers::IntegerLookup{.max_tokens = 20, .vocabulary = {1, 0}}),
       catalogue_entry<Layer, layers::SmoothClip>("smooth_clip"),
       catalogue_entry<Layer, layers::Scaling>("scaling"),
       catalogue_entry<Layer>("one_hot_embedding", {},
                              layers::OneHotEmbedding{.starts = {0}, .sizes = {2}}),
       catalogue_entry<Layer, layers::PeriodicEmbedding>("periodic_embedding"),
       catalogue_entry<Layer, layers::ParametricActivation>("parametric_activation"),
       catalogue_entry<Layer, layers::Clip>("clip"),
       catalogue_entry<Layer, layers::Temperature>("temperature")});
  return members;
}

}  // namespace occam
