// A layer of your own: layer normalization, with two weights. Source: Ba, Kiros and Hinton 2016;
// Keras 3, layers.LayerNormalization.
#include <occam/occam.h>

#include <cmath>
#include <iostream>

using occam::Array;
using occam::graph::Value;
namespace layers = occam::layers;
namespace ops = occam::ops;

/// Standardises each sample over its last axis and rebuilds it: gamma * (x - mean) / sqrt(variance
/// + epsilon) + beta. A layer is any struct with `type` and `build`; name and input_shape are
/// optional members, and fields() gives ranges and config().
struct LayerNormalization {
  occam::Hyper epsilon = 0.001;
  occam::Initializer gamma_initializer = "ones";
  occam::Initializer beta_initializer = "zeros";
  std::string name = {};
  occam::Dims input_shape = {};

  static constexpr std::string_view type = "LayerNormalization";
  static constexpr auto fields() {
    using L = LayerNormalization;
    return occam::Fields{
        occam::Field{"epsilon", &L::epsilon, occam::above(0), "added to the variance"},
        occam::Field{"gamma_initializer", &L::gamma_initializer, "initial gamma"},
        occam::Field{"beta_initializer", &L::beta_initializer, "initial beta"},
        occam::Field{"name", &L::name, "its name in the model"},
        occam::Field{"input_shape", &L::input_shape, "shape of one sample, for the first layer"}};
  }
  Value build(const layers::Scope& scope, const Value& input) const {
    const occam::Shape features{input.shape().back()};
    const Value gamma =
        scope.add_weight({.name = "gamma", .shape = features, .initializer = gamma_initializer});
    const Value beta =
        scope.add_weight({.name = "beta", .shape = features, .initializer = beta_initializer});
    // keepdims: [batch, 1], which the operators repeat along the features.
    const Value centered = input - ops::mean(input, {-1}, true);
    const Value variance = ops::mean(ops::square(centered), {-1}, true);
    const Value small = scope.hyper(*this, &LayerNormalization::epsilon);
    return centered * ops::reciprocal(ops::sqrt(variance + small)) * gamma + beta;
  }
};

bool is_near(const char* what, double value, double expected) {
  const bool near = std::abs(value - expected) < 2e-6;
  if (!near) std::cerr << what << " is " << value << ", not " << expected << "\n";
  return near;
}

int main() {
  occam::Sequential model{LayerNormalization{.epsilon = 1e-3, .input_shape = {4}},
                          layers::Dense{.units = 1}};
  model.compile({.optimizer = occam::optimizers::SGD{.learning_rate = 0.1}, .loss = "mse"});
  std::cout << model.summary();
  // The layer alone: 1, 2, 4, 9 have mean 4 and variance 9.5; those of the second sample are 0 and
  // 950.
  const Array x{{1., 2., 4., 9.}, {50., -20., 0., -30.}};
  occam::Sequential alone{LayerNormalization{.epsilon = 1e-3, .input_shape = {4}}};
  alone.set_weights({Array{1., 1., 2., 1.}, Array{0., 0., 0., 0.5}});
  const Array out = alone.predict(x);
  for (int row = 0; row < 2; ++row) {
    double mean = 0, squares = 0;
    for (int column = 0; column < 4; ++column) {
      const double z = (out.at(4 * row + column) - (column == 3 ? 0.5 : 0)) / (column == 2 ? 2 : 1);
      mean += z / 4;
      squares += z * z / 4;
    }
    const double variance = row == 0 ? 9.5 : 950;
    const bool right = is_near("the mean", mean, 0) &&
                       is_near("the variance", squares, variance / (variance + 1e-3));
    if (!right) return 1;
  }
  if (!is_near("gamma z + beta", out.at(3), 5 / std::sqrt(9.501) + 0.5)) return 1;

  // It trains: gamma and beta are weights like any other.
  const auto loss = model.fit(x, Array{{3.}, {-1.}}, {.epochs = 100, .verbose = 0})["loss"];
  if (!(loss.back() < 0.01 * loss.front()) || model.get_weights()[0].at(0) == 1) {
    std::cerr << "it does not learn: loss " << loss.front() << " -> " << loss.back() << "\n";
    return 1;
  }
  return 0;
}
