#pragma once

#include <string_view>

#include "occam/base/axis_list.h"
#include "occam/base/shape.h"
#include "occam/ops/axes.h"

namespace occam::layers {

/// What layers that normalise each sample over some axes share.
struct SampleAxes {
  ops::Axes over;  ///< counted from 0, ascending
  Shape weight;    ///< sizes of the axes, in Keras's order: ascending as they are given
  Shape aligned;   ///< the same, with sizes 1 elsewhere
};
/// Throws InvalidArgument (naming `layer` and `axis`) unless the axes are a sample's, each once.
SampleAxes sample_axes(std::string_view layer, const AxisList& axis, const Shape& input);

}  // namespace occam::layers
