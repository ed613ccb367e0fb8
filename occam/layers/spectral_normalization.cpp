#include "occam/layers/spectral_normalization.h"

#include "occam/base/errors.h"
#include "occam/initializers/truncated_normal.h"
#include "occam/layers/embedding.h"
#include "occam/layers/wrapped.h"
#include "occam/ops/abs.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/equal.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/matmul.h"
#include "occam/ops/max.h"
#include "occam/ops/maximum.h"
#include "occam/ops/reshape.h"
#include "occam/ops/select.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"

namespace occam::layers {
namespace {

using graph::Value;

std::string weight_of(const Layer& layer) {
  return layer.as<Embedding>() != nullptr ? "embeddings" : "kernel";
}

/// A vector of length 1. Source: Keras 3, ops.normalize, whose epsilon it is.
Value of_length_1(const Value& x) {
  constexpr double kLeast = 1e-24;
  const Value squares = ops::sum(ops::square(x));
  return x / ops::sqrt(ops::maximum(squares, ops::fill_like(squares, kLeast)));
}

Value choose_all(const Value& condition, const Value& a, const Value& b) {
  return ops::select(ops::broadcast_to(condition, a.shape()), a, b);
}

}  // namespace

Value SpectralNormalization::build(const Scope& scope, const Value& input) const {
  bool has_weight = false;
  const auto normalized = [&](const Value& kernel) {
    has_weight = true;
    const std::int64_t last = kernel.shape().back();
    const Value before =
        scope.add_weight({.name = "vector_u",
                          .shape = {1, last},
                          .initializer = initializers::TruncatedNormal{.stddev = 0.02},
                          .trainable = false});
    if (!scope.training()) return kernel;
    const Value matrix = ops::reshape(kernel, {kernel.shape().size() / last, last});
    Value u = before, v;
    for (std::int64_t i = 0; i < power_iterations; ++i) {
      v = of_length_1(ops::matmul(u, matrix, false, true));
      u = of_length_1(ops::matmul(v, matrix));
    }
    const Value sigma = ops::sum(ops::matmul(v, matrix) * u);
    const Value largest = ops::max(ops::abs(kernel));
    const Value is_zero = ops::equal(largest, ops::fill_like(largest, 0.0));
    scope.update(before, choose_all(is_zero, before, u));
    return kernel / choose_all(is_zero, ops::fill_like(sigma, 1.0), sigma);
  };
  const std::string weight = weight_of(layer);
  const Scope inner = scope.child(name_inside(layer));
  const Value result = layer.build(inner.with_weight(weight, normalized), input);
  // In another call of the layer the weight is there already, divided once.
  if (!has_weight && !scope.graph().layout().find(inner.path_of(weight))) {
    throw_invalid_value(type, "layer", "one with a kernel or with embeddings",
                        std::string(layer.type()));
  }
  return result;
}

std::vector<LayerPart> SpectralNormalization::parts() const {
  std::vector<LayerPart> parts = parts_with(layer);
  parts.front().held_twice = weight_of(layer);
  return parts;
}

}  // namespace occam::layers
