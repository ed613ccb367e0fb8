#include "bench/trainings.h"

#include "bench/tables.h"

namespace occam::bench {

Training seed_dense10() {
  return {.name = "seed-dense10-b1",
          .layers = {layers::Dense{.units = 10, .kernel_initializer = "ones"}},
          .compile = {.optimizer = optimizers::SGD{.learning_rate = 1e-6}, .loss = "mse"},
          .table = counting_rows,
          .batch_size = 1,
          .epochs = 20};
}

Training seed_mlp16() {
  using layers::Dense;
  return {.name = "seed-mlp16-b32",
          .layers = {Dense{.units = 16,
                           .activation = "relu",
                           .kernel_regularizer = regularizers::L2{0.001}},
                     Dense{.units = 16,
                           .activation = "relu",
                           .kernel_regularizer = regularizers::L1{0.001, false}},
                     Dense{.units = 16,
                           .activation = "relu",
                           .kernel_regularizer = regularizers::L1L2{0.001, 0.01, false}},
                     Dense{.units = 1}},
          .compile = {.optimizer = "adam", .loss = "mse"},
          .table = normal_rows,
          .batch_size = 32,
          .epochs = 10};
}

Training fashion_mlp512(const Options& options, const Regularizer& penalty, bool everywhere) {
  Training training{.name = "fashion-mlp512-b128",
                    .layers = {},
                    .compile = {.optimizer = "adam",
                                .loss = "sparse_categorical_crossentropy",
                                .metrics = {"accuracy"}},
                    .table = [rows = options.fashion_rows] { return fashion_rows(rows); },
                    .batch_size = 128,
                    .epochs = 3};
  for (int hidden = 0; hidden < 2; ++hidden) {
    training.layers.push_back(
        layers::Dense{.units = 512, .use_bias = false, .kernel_regularizer = penalty});
    training.layers.push_back(layers::BatchNormalization{});
    training.layers.push_back(layers::Activation{"relu"});
    training.layers.push_back(layers::Dropout{.rate = 0.5});
  }
  training.layers.push_back(
      layers::Dense{.units = 10,
                    .activation = "softmax",
                    .kernel_regularizer = everywhere ? penalty : Regularizer{}});
  return training;
}

Training fashion_mlp512(const Options& options) {
  return fashion_mlp512(options, regularizers::L2{1e-4}, false);
}

Training digits_network(const Regularizer& penalty) {
  using layers::Dense;
  const auto hidden =
      Dense{.units = 64, .activation = "relu", .kernel_regularizer = penalty, .input_shape = {64}};
  return {.name = "digits-sweep",
          .layers = {hidden, hidden, Dense{.units = 10, .activation = "softmax"}},
          .compile = {.optimizer = "adam",
                      .loss = "sparse_categorical_crossentropy",
                      .metrics = {"accuracy"}},
          .table = digits_rows,
          .batch_size = 32,
          .epochs = 20};
}

Training deep_blocks(int blocks) {
  Training training{.name = "compile-" + std::to_string(blocks),
                    .layers = {},
                    .compile = {.optimizer = "adam", .loss = "mse"},
                    .table = {},
                    .batch_size = 32};
  for (int block = 0; block < blocks; ++block) {
    training.layers.push_back(
        layers::Dense{.units = 16,
                      .activation = "relu",
                      .kernel_regularizer = regularizers::L1L2{1e-4, 1e-3, false}});
    training.layers.push_back(layers::BatchNormalization{});
    training.layers.push_back(layers::Dropout{.rate = 0.2});
  }
  training.layers.push_back(layers::Dense{.units = 1});
  return training;
}

Sequential make_model(const Training& training, int threads) {
  Sequential model;
  for (const Layer& layer : training.layers) model.add(layer);
  model.set_threads(threads);
  model.compile(training.compile);
  return model;
}

std::unique_ptr<models::Network> make_network(const Training& training, const Shape& sample,
                                              const Shape& target) {
  std::vector<models::NamedLayer> layers;
  for (const Layer& layer : training.layers)
    layers.push_back({"layer_" + std::to_string(layers.size()), layer});
  const auto alone =
      std::make_shared<const models::Blueprint>(models::chain(std::move(layers), sample));
  const auto compiled =
      models::compiled_with(alone, std::make_shared<const CompileOptions>(training.compile));
  return std::make_unique<models::Network>(
      models::with_targets(compiled, {target}, training.batch_size), std::vector<std::uint64_t>{0},
      0, std::make_shared<runtime::ThreadPool>(1));
}

}  // namespace occam::bench
