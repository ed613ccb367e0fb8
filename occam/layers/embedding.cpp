#include "occam/layers/embedding.h"

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

}  // namespace occam::layers
