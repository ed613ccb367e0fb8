#pragma once

#include <string_view>

#include "occam/base/maybe_list.h"
#include "occam/base/shape.h"

namespace occam::layers {

/// `noise_shape` of a layer that drops: sizes of what is drawn, the batch's first, where 1 lets an
/// axis share one draw and none is the input's size.
using NoiseShape = MaybeList<MaybeInt>;

/// What is drawn for an input of this shape, the batch included. Errors: InvalidArgument for a
/// noise_shape that does not fit it.
Shape drawn_shape(std::string_view type, const NoiseShape& noise_shape, const Shape& input);

}  // namespace occam::layers
