#include "occam/layers/embedding.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/equal.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/take.h"

namespace occam::layers {

graph::Value Embedding::build(const Scope& scope, const graph::Value& input) const {
  scope.expect_whole(input, input_dim);
  const graph::Value table = scope.add_weight({.name = "embeddings",
                                               .shape = {input_dim, output_dim},
                                               .initializer = embeddings_initializer,
                                               .regularizer = embeddings_regularizer,
                                               .constraint = embeddings_constraint});
  const graph::Value rows = ops::take(table, input);
  add_activity_loss(scope, activity_regularizer, rows);
  return rows;
}

graph::Value Embedding::mask(const Scope&, std::span<const graph::Value> inputs) const {
  if (!mask_zero) return {};
  return 1.0 - ops::equal(inputs[0], ops::fill_like(inputs[0], 0.0));
}

}  // namespace occam::layers
