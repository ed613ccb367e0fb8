#include "occam/layers/noise_shape.h"

#include <vector>

#include "occam/base/errors.h"
#include "occam/base/fields.h"

namespace occam::layers {

Shape drawn_shape(std::string_view type, const NoiseShape& noise_shape, const Shape& input) {
  if (!noise_shape) return input;
  const std::vector<MaybeInt>& sizes = noise_shape.items();
  std::vector<std::int64_t> drawn = input.dims();
  bool fits = sizes.size() == drawn.size();
  for (std::size_t i = 0; fits && i < drawn.size(); ++i) {
    if (!sizes[i].has_value()) continue;
    // Keras's shape may name the samples of a batch; here batches of any size are taken.
    if (i == 0 && sizes[i].value() > 1) continue;
    fits = sizes[i].value() == 1 || sizes[i].value() == drawn[i];
    drawn[i] = sizes[i].value();
  }
  if (fits) return Shape(std::move(drawn));
  throw_invalid_value(type, "noise_shape",
                      "one size an axis of the input " + to_text(input) + ": that size, 1 or none",
                      to_text(FieldValue<NoiseShape>::write(noise_shape)));
}

}  // namespace occam::layers
