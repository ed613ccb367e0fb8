#include "occam/layers/sample_axes.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "occam/base/errors.h"
#include "occam/base/field_value.h"

namespace occam::layers {

SampleAxes sample_axes(std::string_view layer, const AxisList& axis, const Shape& input) {
  SampleAxes result{.over = ops::normalized_axes(layer, axis.axes(), input.rank())};
  if (result.over.empty() || result.over.front() == 0) {
    throw_invalid_value(layer, "axis", "axes of a sample, one or more; 0 is the batch's",
                        to_text(FieldValue<AxisList>::write(axis)));
  }
  // Keras's order, also where negative axes stand beside others: files hold it.
  std::vector<std::int64_t> sizes = axis.axes();
  std::sort(sizes.begin(), sizes.end());
  for (std::int64_t& size : sizes) size = input[size];
  std::vector<std::int64_t> aligned(static_cast<std::size_t>(input.rank()), 1);
  for (const std::int64_t k : result.over) aligned[static_cast<std::size_t>(k)] = input[k];
  result.weight = Shape(sizes);
  result.aligned = Shape(aligned);
  return result;
}

}  // namespace occam::layers
