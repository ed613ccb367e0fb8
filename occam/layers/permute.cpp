#include "occam/layers/permute.h"

#include <algorithm>
#include <numeric>

#include "occam/ops/transpose.h"

namespace occam::layers {

graph::Value Permute::build(const Scope&, const graph::Value& input) const {
  std::vector<std::int64_t> order = dims.shape().dims();
  order.insert(order.begin(), 0);
  std::vector<std::int64_t> sorted = order, all(static_cast<std::size_t>(input.shape().rank()));
  std::ranges::sort(sorted);
  std::iota(all.begin(), all.end(), 0);
  if (sorted != all) {
    throw_invalid_value(type, "dims",
                        "the axes of a sample, 1 to " + std::to_string(all.size() - 1),
                        to_text(FieldValue<Dims>::write(dims)));
  }
  return ops::transpose(input, order);
}

}  // namespace occam::layers
