#pragma once

#include <string>

#include "occam/models/model.h"
#include "occam/models/sequential.h"
#include "occam/ops/hyper.h"

namespace occam::selection {

struct LassoNetOptions {
  Hyper l1 = 0.01;            ///< loss per unit of the norm of an input's skip weights
  Hyper hierarchy = 10.0;     ///< M
  std::string name = "skip";  ///< of the layer that leads around the network
};

/// LassoNet of a chain of layers: their network g with a Dense layer without bias from the inputs
/// straight to the outputs, f(x) = activation(g(x) + x . t), whose HierarchicalL1
/// (regularizers/hierarchical_l1.h) lets an input into g only as far as its t: so the penalty on t
/// selects inputs for all of f. An ordinary functional model, not yet compiled; layers keep their
/// names, the output's activation is one of its own. path() over l1 is LassoNet's. Errors:
/// InvalidArgument for a chain whose input shape is not known or not one axis, that does not begin
/// with a Dense layer, or without a second one. Source: Lemhadri, Ruan, Abraham and Tibshirani
/// 2021, "LassoNet", section 3.
Model lasso_net(const Sequential& network, const LassoNetOptions& options = {});

}  // namespace occam::selection
