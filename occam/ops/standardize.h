#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// What standardising over rows gives, beside the statistics it used.
struct Standardized {
  graph::Value normalized;  ///< (x - mean) / sqrt(variance + epsilon), shape of x
  graph::Value mean;        ///< [cols], over all axes but the last
  graph::Value variance;    ///< [cols], biased: sum((x - mean)^2) / rows
};

/// Standardises each column of x [..., cols] over its rows. Gradient (Ioffe and Szegedy 2015,
/// section 3): dx = (dy - mean(dy) - normalized * mean(dy * normalized)) / sqrt(variance +
/// epsilon).
Standardized standardize(const graph::Value& x, const graph::Value& epsilon);
extern const graph::Op standardized_op;

}  // namespace occam::ops
