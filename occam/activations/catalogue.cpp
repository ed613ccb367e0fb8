#include "occam/activations/activation.h"
#include "occam/activations/celu.h"
#include "occam/activations/elu.h"
#include "occam/activations/exponential.h"
#include "occam/activations/gelu.h"
#include "occam/activations/hard_shrink.h"
#include "occam/activations/hard_sigmoid.h"
#include "occam/activations/hard_silu.h"
#include "occam/activations/hard_tanh.h"
#include "occam/activations/leaky_relu.h"
#include "occam/activations/linear.h"
#include "occam/activations/log_sigmoid.h"
#include "occam/activations/log_softmax.h"
#include "occam/activations/mish.h"
#include "occam/activations/relu.h"
#include "occam/activations/relu6.h"
#include "occam/activations/selu.h"
#include "occam/activations/sigmoid.h"
#include "occam/activations/silu.h"
#include "occam/activations/soft_shrink.h"
#include "occam/activations/softmax.h"
#include "occam/activations/softplus.h"
#include "occam/activations/softsign.h"
#include "occam/activations/sparse_plus.h"
#include "occam/activations/sparse_sigmoid.h"
#include "occam/activations/squareplus.h"
#include "occam/activations/tanh.h"
#include "occam/activations/tanh_shrink.h"

namespace occam {

// The only list of activations.
const Catalogue<Activation>& Activation::catalogue() {
  using namespace activations;
  static const Catalogue<Activation> members(
      "Activation", {catalogue_entry<Activation, Linear>("linear"),
                     catalogue_entry<Activation, Relu>("relu"),
                     catalogue_entry<Activation, LeakyRelu>("leaky_relu"),
                     catalogue_entry<Activation, Elu>("elu"),
                     catalogue_entry<Activation, Selu>("selu"),
                     catalogue_entry<Activation, Silu>("silu", {"swish"}),
                     catalogue_entry<Activation, Mish>("mish"),
                     catalogue_entry<Activation, Softplus>("softplus"),
                     catalogue_entry<Activation, Sigmoid>("sigmoid"),
                     catalogue_entry<Activation, Tanh>("tanh"),
                     catalogue_entry<Activation, Softmax>("softmax"),
                     catalogue_entry<Activation, Celu>("celu"),
                     catalogue_entry<Activation, Exponential>("exponential"),
                     catalogue_entry<Activation, Gelu>("gelu"),
                     catalogue_entry<Activation, HardShrink>("hard_shrink"),
                     catalogue_entry<Activation, HardSigmoid>("hard_sigmoid"),
                     catalogue_entry<Activation, HardSilu>("hard_silu", {"hard_swish"}),
                     catalogue_entry<Activation, HardTanh>("hard_tanh"),
                     catalogue_entry<Activation, LogSigmoid>("log_sigmoid"),
                     catalogue_entry<Activation, LogSoftmax>("log_softmax"),
                     catalogue_entry<Activation, Relu6>("relu6"),
                     catalogue_entry<Activation, SoftShrink>("soft_shrink"),
                     catalogue_entry<Activation, Softsign>("softsign"),
                     catalogue_entry<Activation, SparsePlus>("sparse_plus"),
                     catalogue_entry<Activation, SparseSigmoid>("sparse_sigmoid"),
                     catalogue_entry<Activation, Squareplus>("squareplus"),
                     catalogue_entry<Activation, TanhShrink>("tanh_shrink")});
  return members;
}

}  // namespace occam
