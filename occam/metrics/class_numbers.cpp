#include "occam/metrics/class_numbers.h"

#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

#include "occam/base/errors.h"
#include "occam/ops/reshape.h"

namespace occam::metrics {

graph::Value class_numbers(std::string_view metric, const graph::Value& target,
                           const graph::Value& prediction) {
  const Shape& given = target.shape();
  const Shape samples(
      std::vector<std::int64_t>(prediction.shape().begin(), std::prev(prediction.shape().end())));
  const bool is_column = given.rank() == prediction.shape().rank() && given.back() == 1;
  if (given.rank() + 1 != prediction.shape().rank() && !is_column) {
    throw InvalidArgument(
        std::string(metric) +
        ": Expected class numbers as targets, one a sample. Received: targets of shape " +
        to_text(given) + " for predictions of shape " + to_text(prediction.shape()));
  }
  return is_column ? ops::reshape(target, samples) : target;
}

}  // namespace occam::metrics
