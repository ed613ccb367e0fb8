#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x, within 4e-7 of its size. A quotient of
/// two polynomials of x^2 below |x| = 4, from where on it is 1 in float32: it needs no operation of
/// its own. Source: Keras 3, ops.erf; the coefficients by reweighted least squares on 4,000
/// Chebyshev nodes.
graph::Value erf(const graph::Value& x);

}  // namespace occam::ops
