#pragma once

#include "occam/runtime/plan.h"

namespace occam::bench {

/// Floating-point operations of the matrix product in a call, 0 without one. A call that also
/// updates a weight counts the update's too; its label begins with the product's sizes.
double product_operations(const runtime::Call& call);

}  // namespace occam::bench
