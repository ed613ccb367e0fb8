#include "occam/metrics/sparse_categorical_crossentropy.h"

#include <cstdint>
#include <iterator>
#include <vector>

#include "occam/losses/logits.h"
#include "occam/ops/log.h"
#include "occam/ops/reshape.h"
#include "occam/ops/softmax.h"

namespace occam::metrics {

graph::Value SparseCategoricalCrossentropy::per_sample(const graph::Value& target,
                                                       const graph::Value& prediction) const {
  const Shape& given = target.shape();
  const bool is_column = given.rank() == prediction.shape().rank() && given.back() == 1;
  const graph::Value labels =
      is_column
          ? ops::reshape(target,
                         Shape(std::vector<std::int64_t>(given.begin(), std::prev(given.end()))))
          : target;
  const graph::Value behind = losses::logits_of(prediction, ops::softmax_op, from_logits);
  return ops::sparse_softmax_cross_entropy(
      behind ? behind : ops::log(losses::clip_probability(prediction)), labels);
}

}  // namespace occam::metrics
