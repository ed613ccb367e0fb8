#include "occam/activations/log_sigmoid.h"

#include "occam/activations/softplus.h"
#include "occam/ops/arithmetic.h"

namespace occam::activations {

graph::Value LogSigmoid::apply(const graph::Value& x) const { return -Softplus{}.apply(-x); }

}  // namespace occam::activations
