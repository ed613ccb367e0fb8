#include "occam/layers/activation.h"
#include "occam/layers/activity_regularization.h"
#include "occam/layers/add.h"
#include "occam/layers/alpha_dropout.h"
#include "occam/layers/average.h"
#include "occam/layers/batch_normalization.h"
#include "occam/layers/category_encoding.h"
#include "occam/layers/clip.h"
#include "occam/layers/concatenate.h"
#include "occam/layers/cropping1d.h"
#include "occam/layers/dense.h"
#include "occam/layers/discretization.h"
#include "occam/layers/dot.h"
#include "occam/layers/dropout.h"
#include "occam/layers/elu.h"
#include "occam/layers/embedding.h"
#include "occam/layers/flatten.h"
#include "occam/layers/gaussian_dropout.h"
#include "occam/layers/gaussian_noise.h"
#include "occam/layers/global_average_pooling1d.h"
#include "occam/layers/global_max_pooling1d.h"
#include "occam/layers/group_normalization.h"
#include "occam/layers/identity.h"
#include "occam/layers/input.h"
#include "occam/layers/integer_lookup.h"
#include "occam/layers/layer.h"
#include "occam/layers/layer_normalization.h"
#include "occam/layers/leaky_re_lu.h"
#include "occam/layers/masking.h"
#include "occam/layers/maximum.h"
#include "occam/layers/minimum.h"
#include "occam/layers/multiply.h"
#include "occam/layers/normalization.h"
#include "occam/layers/one_hot_embedding.h"
#include "occam/layers/p_re_lu.h"
#include "occam/layers/parametric_activation.h"
#include "occam/layers/periodic_embedding.h"
#include "occam/layers/permute.h"
#include "occam/layers/re_lu.h"
#include "occam/layers/repeat_vector.h"
#include "occam/layers/rescaling.h"
#include "occam/layers/reshape.h"
#include "occam/layers/rms_normalization.h"
#include "occam/layers/scaling.h"
#include "occam/layers/smooth_clip.h"
#include "occam/layers/softmax.h"
#include "occam/layers/spatial_dropout1d.h"
#include "occam/layers/spectral_normalization.h"
#include "occam/layers/subtract.h"
#include "occam/layers/temperature.h"
#include "occam/layers/time_distributed.h"
#include "occam/layers/unit_normalization.h"
#include "occam/layers/up_sampling1d.h"
#include "occam/layers/zero_padding1d.h"

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
       catalogue_entry<Layer>("reshape", {}, layers::Reshape{.target_shape = {-1}}),
       catalogue_entry<Layer>("permute", {}, layers::Permute{.dims = {1}}),
       catalogue_entry<Layer, layers::RepeatVector>("repeat_vector"),
       catalogue_entry<Layer, layers::Identity>("identity"),
       catalogue_entry<Layer, layers::Rescaling>("rescaling"),
       catalogue_entry<Layer, layers::ReLU>("re_lu"),
       catalogue_entry<Layer, layers::LeakyReLU>("leaky_re_lu"),
       catalogue_entry<Layer, layers::PReLU>("p_re_lu"),
       catalogue_entry<Layer, layers::ELU>("elu"),
       catalogue_entry<Layer, layers::Softmax>("softmax"),
       catalogue_entry<Layer, layers::AlphaDropout>("alpha_dropout"),
       catalogue_entry<Layer, layers::Dropout>("dropout"),
       catalogue_entry<Layer, layers::GaussianNoise>("gaussian_noise"),
       catalogue_entry<Layer, layers::GaussianDropout>("gaussian_dropout"),
       catalogue_entry<Layer, layers::Add>("add"),
       catalogue_entry<Layer, layers::Subtract>("subtract"),
       catalogue_entry<Layer, layers::Multiply>("multiply"),
       catalogue_entry<Layer, layers::Average>("average"),
       catalogue_entry<Layer, layers::Maximum>("maximum"),
       catalogue_entry<Layer, layers::Minimum>("minimum"),
       catalogue_entry<Layer, layers::Dot>("dot"),
       catalogue_entry<Layer, layers::Concatenate>("concatenate"),
       catalogue_entry<Layer>("embedding", {}, layers::Embedding{.input_dim = 2, .output_dim = 1}),
       catalogue_entry<Layer, layers::BatchNormalization>("batch_normalization"),
       catalogue_entry<Layer, layers::LayerNormalization>("layer_normalization"),
       catalogue_entry<Layer, layers::RMSNormalization>("rms_normalization"),
       catalogue_entry<Layer>("group_normalization", {}, layers::GroupNormalization{.groups = 1}),
       catalogue_entry<Layer, layers::UnitNormalization>("unit_normalization"),
       catalogue_entry<Layer>("normalization", {},
                              layers::Normalization{.mean = {0.0}, .variance = {1.0}}),
       catalogue_entry<Layer>("category_encoding", {}, layers::CategoryEncoding{.num_tokens = 2}),
       catalogue_entry<Layer>("integer_lookup", {},
                              layers::IntegerLookup{.max_tokens = 20, .vocabulary = {1, 0}}),
       catalogue_entry<Layer>("discretization", {},
                              layers::Discretization{.bin_boundaries = {0.0}}),
       catalogue_entry<Layer, layers::Masking>("masking"),
       catalogue_entry<Layer, layers::TimeDistributed>("time_distributed"),
       catalogue_entry<Layer, layers::SpectralNormalization>("spectral_normalization"),
       catalogue_entry<Layer, layers::GlobalAveragePooling1D>("global_average_pooling1d"),
       catalogue_entry<Layer, layers::GlobalMaxPooling1D>("global_max_pooling1d"),
       catalogue_entry<Layer, layers::SpatialDropout1D>("spatial_dropout1d"),
       catalogue_entry<Layer, layers::UpSampling1D>("up_sampling1d"),
       catalogue_entry<Layer, layers::ZeroPadding1D>("zero_padding1d"),
       catalogue_entry<Layer, layers::Cropping1D>("cropping1d"),
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
