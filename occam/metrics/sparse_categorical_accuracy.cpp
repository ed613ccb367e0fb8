#include "occam/metrics/sparse_categorical_accuracy.h"

#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

#include "occam/base/errors.h"
#include "occam/ops/equal.h"
#include "occam/ops/reshape.h"
#include "occam/ops/softmax.h"

namespace occam::metrics {

graph::Value SparseCategoricalAccuracy::per_sample(const graph::Value& target,
                                                   const graph::Value& prediction) const {
  const Shape& given = target.shape();
  const Shape samples(
      std::vector<std::int64_t>(prediction.shape().begin(), std::prev(prediction.shape().end())));
  const bool is_column = given.rank() == prediction.shape().rank() && given.back() == 1;
  if (given.rank() + 1 != prediction.shape().rank() && !is_column) {
    throw InvalidArgument(
        "SparseCategoricalAccuracy: Expected class numbers as targets, one a sample. Received: "
        "targets of shape " +
        to_text(given) + " for predictions of shape " + to_text(prediction.shape()));
  }
  return ops::equal(ops::argmax(prediction), is_column ? ops::reshape(target, samples) : target);
}

}  // namespace occam::metrics
