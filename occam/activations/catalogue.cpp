#include "occam/activations/activation.h"
#include "occam/activations/elu.h"
#include "occam/activations/leaky_relu.h"
#include "occam/activations/linear.h"
#include "occam/activations/mish.h"
#include "occam/activations/relu.h"
#include "occam/activations/selu.h"
#include "occam/activations/sigmoid.h"
#include "occam/activations/silu.h"
#include "occam/activations/softmax.h"
#include "occam/activations/softplus.h"
#include "occam/activations/tanh.h"

namespace occam {

// The only list of activations.
const Catalogue<Activation>& Activation::catalogue() {
  using namespace activations;
  static const Catalogue<Activation> members(
      "Activation",
      {catalogue_entry<Activation, Linear>("linear"), catalogue_entry<Activation, Relu>("relu"),
       catalogue_entry<Activation, LeakyRelu>("leaky_relu"),
       catalogue_entry<Activation, Elu>("elu"), catalogue_entry<Activation, Selu>("selu"),
       catalogue_entry<Activation, Silu>("silu", {"swish"}),
       catalogue_entry<Activation, Mish>("mish"), catalogue_entry<Activation, Softplus>("softplus"),
       catalogue_entry<Activation, Sigmoid>("sigmoid"), catalogue_entry<Activation, Tanh>("tanh"),
       catalogue_entry<Activation, Softmax>("softmax")});
  return members;
}

}  // namespace occam
