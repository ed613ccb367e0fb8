#include "occam/layers/category_encoding.h"

#include "occam/ops/max.h"
#include "occam/ops/one_hot.h"
#include "occam/ops/reshape.h"
#include "occam/ops/sum.h"

namespace occam::layers {

graph::Value encoded(std::string_view type, const graph::Value& input, std::int64_t num_tokens,
                     const std::string& output_mode) {
  const Shape shape = input.shape();
  if (output_mode == "one_hot") {
    if (shape.rank() < 2 || shape.back() != 1) return ops::one_hot(input, num_tokens);
    std::vector<std::int64_t> sizes = shape.dims();
    sizes.pop_back();
    return ops::one_hot(ops::reshape(input, Shape(std::move(sizes))), num_tokens);
  }
  if (shape.rank() != 2) {
    throw_invalid_value(type, "output_mode", "\"one_hot\" for samples of several axes",
                        output_mode + " for samples of shape " + to_text(shape.tail()));
  }
  const graph::Value each = ops::one_hot(input, num_tokens);
  return output_mode == "count" ? ops::sum(each, {1}) : ops::max(each, {1});
}

graph::Value CategoryEncoding::build(const Scope& scope, const graph::Value& input) const {
  scope.expect_whole(input, num_tokens);
  return encoded(type, input, num_tokens, output_mode);
}

}  // namespace occam::layers
