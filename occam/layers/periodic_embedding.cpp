#include "occam/layers/periodic_embedding.h"

#include <cmath>
#include <numbers>

#include "occam/initializers/random_normal.h"
#include "occam/initializers/random_uniform.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/concatenate.h"
#include "occam/ops/cos.h"
#include "occam/ops/group_matmul.h"
#include "occam/ops/reshape.h"
#include "occam/ops/slice.h"

namespace occam::layers {

namespace {

using graph::Value;

/// The columns of x with these indices, run by run.
Value columns_of(const Value& x, const std::vector<Int>& columns) {
  const std::int64_t rows = x.shape()[0];
  std::vector<Value> runs;
  for (std::size_t begin = 0, end = 0; begin < columns.size(); begin = end) {
    for (++end; end < columns.size() && columns[end] == columns[end - 1] + 1;) ++end;
    runs.push_back(
        ops::slice(x, {0, columns[begin]}, {rows, static_cast<std::int64_t>(end - begin)}));
  }
  return runs.size() == 1 ? runs[0] : ops::concatenate(runs);
}

}  // namespace

void PeriodicEmbedding::check() const {
  check_float32(type, "sigma", sigma, at_least(0));
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i] >= 0 && (i == 0 || columns[i] > columns[i - 1])) continue;
    throw_invalid_value(
        type, "columns", "ascending numbers from 0, each once",
        std::to_string(static_cast<long long>(columns[i])) +
            (i == 0 ? std::string(" first")
                    : " behind " + std::to_string(static_cast<long long>(columns[i - 1]))));
  }
}

Value PeriodicEmbedding::build(const Scope& scope, const Value& input) const {
  if (input.shape().rank() != 2)
    throw_invalid_value(type, "input", "shape (batch, features)", to_text(input.shape()));
  const std::int64_t rows = input.shape()[0], features = input.shape()[1];
  if (!columns.empty() && columns.back() >= features) {
    throw_invalid_value(type, "columns", "indices of the " + std::to_string(features) + " features",
                        std::to_string(static_cast<long long>(columns.back())));
  }
  const Value x = columns.empty() ? input : columns_of(input, columns);
  const std::int64_t count = x.shape()[1];
  const auto weight = [&](std::string_view label, const Shape& shape, Initializer initializer) {
    return scope.add_weight({.name = label,
                             .shape = shape,
                             .initializer = std::move(initializer),
                             .learning_rate_factor = learning_rate_factor});
  };
  const auto uniform = [](double size) {
    return initializers::RandomUniform{.minval = -size, .maxval = size};
  };
  const double bound = 1.0 / std::sqrt(static_cast<double>(frequencies));
  const Value w1 =
      weight("frequencies", {count, frequencies}, initializers::RandomNormal{.stddev = sigma});
  const Value b1 = weight("phases", {count, frequencies}, uniform(std::numbers::pi));
  const Value w2 = weight("kernel", {count, frequencies, units}, uniform(bound));
  const Value b2 = weight("bias", {count, units}, uniform(bound));

  const Value angles = ops::group_matmul(ops::reshape(x, {rows, count, 1}),
                                         ops::reshape(w1, {count, 1, frequencies}));
  const Shape flat{rows, count * frequencies};
  const Value waves = ops::cos(ops::reshape(angles, flat) * (2 * std::numbers::pi) +
                               ops::reshape(b1, {flat.back()}));
  const Value sums = ops::group_matmul(ops::reshape(waves, {rows, count, frequencies}), w2);
  return ops::concatenate(
      {input, ops::reshape(sums, {rows, count * units}) + ops::reshape(b2, {count * units})});
}

}  // namespace occam::layers
