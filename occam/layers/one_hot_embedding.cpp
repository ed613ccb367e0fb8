#include "occam/layers/one_hot_embedding.h"

#include "occam/ops/concatenate.h"
#include "occam/ops/matmul.h"
#include "occam/ops/slice.h"

namespace occam::layers {

using graph::Value;

void OneHotEmbedding::check() const {
  if (starts.size() != sizes.size() || starts.empty()) {
    throw_invalid_value(type, "sizes", "as many as starts, one at least",
                        std::to_string(sizes.size()) + " beside " + std::to_string(starts.size()));
  }
  std::int64_t free = 0;
  for (std::size_t g = 0; g < starts.size(); ++g) {
    const std::int64_t start = starts[g], size = sizes[g];
    if (size < 1) throw_invalid_value(type, "sizes", "numbers of at least 1", std::to_string(size));
    if (start < free) {
      throw_invalid_value(
          type, "starts", "groups in ascending order that do not overlap",
          std::to_string(start) + " where columns are taken up to " + std::to_string(free));
    }
    free = start + size;
  }
}

Value OneHotEmbedding::build(const Scope& scope, const Value& input) const {
  if (input.shape().rank() != 2)
    throw_invalid_value(type, "input", "shape (batch, features)", to_text(input.shape()));
  const std::int64_t rows = input.shape()[0], features = input.shape()[1];
  const std::int64_t end = starts.back() + sizes.back();
  if (end > features) {
    throw_invalid_value(type, "starts", "groups of the " + std::to_string(features) + " features",
                        "columns up to " + std::to_string(end));
  }
  std::int64_t categories = 0;
  for (const Int size : sizes) categories += size;
  const Value embeddings = scope.add_weight({.name = "embeddings",
                                             .shape = {categories, output_dim},
                                             .initializer = embeddings_initializer,
                                             .regularizer = embeddings_regularizer,
                                             .constraint = embeddings_constraint});
  std::vector<Value> parts, vectors;
  std::int64_t column = 0, category = 0;
  const auto keep_until = [&](std::int64_t next) {
    if (next > column) parts.push_back(ops::slice(input, {0, column}, {rows, next - column}));
  };
  for (std::size_t g = 0; g < starts.size(); ++g) {
    const std::int64_t start = starts[g], size = sizes[g];
    keep_until(start);
    vectors.push_back(ops::matmul(ops::slice(input, {0, start}, {rows, size}),
                                  ops::slice(embeddings, {category, 0}, {size, output_dim})));
    column = start + size;
    category += size;
  }
  keep_until(features);
  parts.insert(parts.end(), vectors.begin(), vectors.end());
  return parts.size() == 1 ? parts[0] : ops::concatenate(parts);
}

}  // namespace occam::layers
