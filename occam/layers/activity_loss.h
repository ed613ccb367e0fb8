#pragma once

#include <string_view>

#include "occam/layers/scope.h"

namespace occam::layers {

/// Adds to what is minimised `regularizer.penalty(output) / samples of the batch`, where it holds
/// one, in training and in evaluation, at every call of the layer. Its factors stand under
/// "activity_regularizer/...". Source: Keras 3, Layer.__call__.
void add_activity_loss(const Scope& scope, const Regularizer& regularizer,
                       const graph::Value& output);

/// Throws InvalidArgument where it is a proximal penalty: that is a step of the optimizer's on a
/// weight and would leave a layer's result as it is.
void check_activity_regularizer(std::string_view type, const Regularizer& regularizer);

}  // namespace occam::layers
