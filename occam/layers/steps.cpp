#include "occam/layers/steps.h"

#include "occam/base/errors.h"

namespace occam::layers {

std::int64_t steps_axis(std::string_view type, const Shape& input, std::string_view data_format) {
  if (input.rank() != 3) throw_invalid_value(type, "input", "samples of two axes", to_text(input));
  return data_format == "channels_first" ? 2 : 1;
}

void check_two_sizes(std::string_view type, std::string_view name, const Dims& sizes) {
  const Shape given = sizes.shape();
  if (given.rank() == 2 && given[0] >= 0 && given[1] >= 0) return;
  throw_invalid_value(type, name, "two sizes >= 0", tuple_text(given.dims()));
}

}  // namespace occam::layers
