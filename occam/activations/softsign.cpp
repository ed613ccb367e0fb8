#include "occam/activations/softsign.h"

#include "occam/ops/abs.h"
#include "occam/ops/arithmetic.h"

namespace occam::activations {

graph::Value Softsign::apply(const graph::Value& x) const { return x / (1.0 + ops::abs(x)); }

}  // namespace occam::activations
