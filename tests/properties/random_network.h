#pragma once

#include <rapidcheck.h>

#include <cstdlib>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include "occam/models/build.h"
#include "occam/occam.h"

/// Small networks at random, for tests of what must hold for every network.
namespace occam::random_network {

/// One layer, as numbers that shrink well; `what` picks the kind, the rest its options.
struct LayerCase {
  int what = 0, size = 0, activation = 0, penalty = 0, flag = 0;
};

struct NetworkCase {
  std::vector<LayerCase> layers;
  int rank = 1, dim_a = 0, dim_b = 0, dim_c = 0, batch = 0;
  int loss = 0, outputs = 0, optimizer = 0, target = 0, head = 0;
  unsigned seed = 1;
};

/// Sizes collide often (batch = features = units), and now and then exceed a tile.
inline std::int64_t size_of(int choice) {
  static constexpr std::int64_t kSizes[] = {1, 2, 3, 4, 4, 3, 2, 7, 16, 17, 33, 64, 70, 130, 1030};
  return kSizes[choice % 15];
}

inline const char* activation_of(int choice) {
  static constexpr const char* kNames[] = {"linear", "relu", "tanh", "sigmoid", "softmax"};
  return kNames[choice % 5];
}

inline Regularizer regularizer_of(int choice) {
  switch (choice % 10) {
    case 0:
      return {};
    case 1:
      return regularizers::L1{0.01};
    case 2:
      return regularizers::L2{0.02};
    case 3:
      return regularizers::L1L2{0.003, 0.01};
    case 4:
      return regularizers::L2{0.0};
    case 5:
      return regularizers::L1L2{0.0, 0.02};
    case 6:
      return regularizers::L1{0.01, false};
    case 7:
      return regularizers::L1L2{0.003, 0.01, false};
    case 8:
      return regularizers::SparseGroupL1{0.002, 0.002};
    default:
      return regularizers::GroupL1{0.003, "columns"};
  }
}

inline Layer layer_of(const LayerCase& c) {
  switch (c.what % 7) {
    case 0:
    case 1:
    case 2:
      return layers::Dense{.units = size_of(c.size),
                           .activation = activation_of(c.activation),
                           .use_bias = c.flag % 3 != 0,
                           .kernel_regularizer = regularizer_of(c.penalty),
                           .bias_regularizer = regularizer_of(c.flag)};
    case 3:
      return layers::Dropout{.rate = c.penalty % 4 == 0 ? 0.0 : 0.2 * (c.penalty % 4)};
    case 4:
      return layers::BatchNormalization{.momentum = 0.9,
                                        .epsilon = 0.01,
                                        .center = c.flag % 3 != 0,
                                        .scale = c.flag % 4 != 0,
                                        .gamma_regularizer = regularizer_of(c.penalty)};
    case 5:
      return layers::Flatten{};
    default:
      return layers::Activation{.activation = activation_of(c.activation)};
  }
}

inline Loss loss_of(const NetworkCase& c) {
  switch (c.loss % 8) {
    case 0:
    case 1:
      return losses::MeanSquaredError{};
    case 2:
      return losses::BinaryCrossentropy{.from_logits = true, .label_smoothing = 0.1};
    case 3:
      return losses::BinaryCrossentropy{.label_smoothing = 0.1};
    case 4:
      return losses::CategoricalCrossentropy{.from_logits = true};
    case 5:
      return losses::CategoricalCrossentropy{.label_smoothing = 0.1};
    case 6:
      return losses::SparseCategoricalCrossentropy{.from_logits = true};
    default:
      return losses::SparseCategoricalCrossentropy{};
  }
}

inline Optimizer optimizer_of(int choice) {
  switch (choice % 10) {
    case 0:
      return optimizers::SGD{.learning_rate = 0.1};
    case 1:
      return optimizers::SGD{.learning_rate = 0.1, .momentum = 0.9, .weight_decay = 0.03};
    case 2:
      return optimizers::SGD{.learning_rate = 0.1, .momentum = 0.8, .nesterov = true};
    case 3:
      return optimizers::Adam{.learning_rate = 0.01};
    case 4:
      return optimizers::Adam{.learning_rate = 0.01, .epsilon = 1e-3, .weight_decay = 0.1};
    default:
      return optimizers::Adam{.learning_rate = 0.01, .epsilon = 1e-3, .amsgrad = true};
  }
}

/// The network of a case: its layers and a head that suits the loss.
struct Network {
  std::vector<Layer> layers;
  Shape input_shape, target_shape;
  CompileOptions options;
  std::int64_t batch = 1;
  bool labels = false, probabilities = false;
  std::int64_t classes = 1;
};

inline Network network_of(const NetworkCase& c) {
  Network net;
  std::vector<std::int64_t> dims{size_of(c.dim_a)};
  if (c.rank > 1) dims = {1 + c.dim_b % 4, size_of(c.dim_a % 9)};
  if (c.rank > 2) dims = {1 + c.dim_b % 4, 1 + c.dim_c % 3, size_of(c.dim_a % 8)};
  net.input_shape = Shape(dims);
  net.batch = size_of(c.batch % 14);
  std::int64_t width = dims.back(), largest = width;
  for (const LayerCase& layer : c.layers) {
    net.layers.push_back(layer_of(layer));
    if (layer.what % 7 == 5) {
      dims = {Shape(dims).size()};
      width = dims[0];
    } else if (layer.what % 7 < 3) {
      width = size_of(layer.size);
    }
    dims.back() = width;
    largest = std::max(largest, width);
  }
  const int loss = c.loss % 8;
  net.labels = loss >= 6;
  net.probabilities = loss >= 2;
  const bool own_head = loss < 2 && c.head % 3 == 0 && !net.layers.empty();
  if (!own_head) {
    const char* activation = loss == 3                ? (c.head % 2 ? "sigmoid" : "tanh")
                             : loss == 5 || loss == 7 ? "softmax"
                             : loss < 2               ? activation_of(c.head)
                                                      : "linear";
    width = size_of(c.outputs % 13);
    net.layers.push_back(layers::Dense{.units = width, .activation = activation});
    dims.back() = width;
  }
  // The interpreter is slow: a network of thousand units gets a small batch.
  if (largest > 1000) net.batch = 1 + net.batch % 5;
  net.classes = width;
  net.target_shape = Shape(dims);
  if (net.labels || (width == 1 && c.target % 2 == 0)) {
    dims.pop_back();
    if (net.labels && c.target % 2 == 1) dims.push_back(1);
    net.target_shape = Shape(dims);
  }
  net.options.loss = loss_of(c);
  net.options.optimizer = optimizer_of(c.optimizer);
  if (c.target % 3 == 1) net.options.metrics = {"mae", "accuracy"};
  if (net.labels) net.options.metrics = {"accuracy"};
  return net;
}

/// What is built of it.
inline models::Description description_of(const Network& net) {
  std::vector<models::NamedLayer> layers;
  for (std::size_t i = 0; i < net.layers.size(); ++i)
    layers.push_back({"layer_" + std::to_string(i), net.layers[i]});
  return {models::chain(std::move(layers), net.input_shape), &net.options, {net.target_shape}};
}

inline std::ostream& operator<<(std::ostream& out, const LayerCase& c) {
  return out << "{" << c.what << "," << c.size << "," << c.activation << "," << c.penalty << ","
             << c.flag << "}";
}

inline std::ostream& operator<<(std::ostream& out, const NetworkCase& c) {
  const Network net = network_of(c);
  out << "input " << to_text(net.input_shape) << " batch " << net.batch << " loss "
      << net.options.loss[0].type() << " (" << c.loss << ") optimizer " << c.optimizer % 6
      << " head " << c.head << " target " << to_text(net.target_shape) << " seed " << c.seed
      << " layers:";
  for (const LayerCase& layer : c.layers) out << " " << layer_of(layer).type() << layer;
  return out;
}

inline rc::Gen<LayerCase> any_layer() {
  const auto number = [](int below) { return rc::gen::inRange(0, below); };
  return rc::gen::build<LayerCase>(
      rc::gen::set(&LayerCase::what, number(7)), rc::gen::set(&LayerCase::size, number(15)),
      rc::gen::set(&LayerCase::activation, number(5)), rc::gen::set(&LayerCase::penalty, number(6)),
      rc::gen::set(&LayerCase::flag, number(12)));
}

inline rc::Gen<NetworkCase> any_network() {
  using N = NetworkCase;
  const auto number = [](int below) { return rc::gen::inRange(0, below); };
  const auto layers = rc::gen::mapcat(rc::gen::inRange(0, 6), [](int count) {
    return rc::gen::container<std::vector<LayerCase>>(static_cast<std::size_t>(count), any_layer());
  });
  return rc::gen::resize(
      rc::kNominalSize,
      rc::gen::build<N>(
          rc::gen::set(&N::layers, layers), rc::gen::set(&N::rank, rc::gen::inRange(1, 4)),
          rc::gen::set(&N::dim_a, number(15)), rc::gen::set(&N::dim_b, number(4)),
          rc::gen::set(&N::dim_c, number(3)), rc::gen::set(&N::batch, number(14)),
          rc::gen::set(&N::loss, number(8)), rc::gen::set(&N::outputs, number(13)),
          rc::gen::set(&N::optimizer, number(6)), rc::gen::set(&N::target, number(6)),
          rc::gen::set(&N::head, number(6)), rc::gen::set(&N::seed, number(1000000))));
}

/// Runs a property on `cases` cases, the same ones each time; RC_PARAMS in the environment chooses
/// others.
template <class Property>
bool check(const std::string& what, int cases, Property&& property) {
  const std::string parameters = "seed=20240612 max_success=" + std::to_string(cases);
  const char* given = std::getenv("RC_PARAMS");
  const auto configured = rc::detail::configFromString(given ? given : parameters);
  rc::detail::TestMetadata metadata;
  metadata.description = what;
  const rc::detail::TestResult result =
      rc::detail::checkTestable(std::forward<Property>(property), metadata, configured.testParams);
  rc::detail::printResultMessage(result, std::cerr);
  std::cerr << std::endl;
  return result.is<rc::detail::SuccessResult>();
}

}  // namespace occam::random_network
