#include "cli/network.h"

#include <fmt/format.h>

#include "occam/layers/activation.h"
#include "occam/layers/batch_normalization.h"
#include "occam/layers/dense.h"
#include "occam/layers/dropout.h"
#include "occam/layers/flatten.h"
#include "occam/layers/input.h"
#include "occam/metrics/mean_absolute_error.h"
#include "occam/ops/arithmetic.h"
#include "occam/optimizers/adam.h"
#include "occam/optimizers/sgd.h"
#include "occam/regularizers/l1_l2.h"

namespace occam::cli {
namespace {

/// Mean absolute error of a standardised target, told in the unit of the table.
struct AbsoluteErrorInUnits {
  double unit = 1.0;

  static constexpr std::string_view type = "MeanAbsoluteError";
  static constexpr std::string_view name = "mae";
  static constexpr Direction direction = Direction::kDown;
  graph::Value per_sample(const graph::Value& target, const graph::Value& prediction) const {
    return metrics::MeanAbsoluteError{}.per_sample(target, prediction) * unit;
  }
};

Regularizer penalty_of(const Settings& settings) {
  if (settings.l1 == 0.0 && settings.l2 == 0.0) return {};
  return regularizers::L1L2{.l1 = settings.l1, .l2 = settings.l2};
}

}  // namespace

double default_learning_rate(const std::string& optimizer) {
  return optimizer == "sgd" ? 0.01 : 0.001;
}

Settings settings_of(const TrainFlags& flags) {
  const bool images = flags.is_fashion_mnist();
  Settings settings;
  settings.layers = flags.layers.value_or(images ? std::vector<std::int64_t>{512, 512}
                                                 : std::vector<std::int64_t>{16, 16});
  settings.l1 = flags.l1.value_or(0.0);
  settings.l2 = flags.l2.value_or(images ? 1e-4 : 0.0);
  settings.dropout = flags.dropout.value_or(images ? 0.5 : 0.0);
  settings.batch_norm = flags.batch_norm.value_or(images);
  settings.initializer = flags.initializer.value_or("glorot_uniform");
  settings.optimizer = flags.optimizer;
  settings.learning_rate = flags.learning_rate.value_or(default_learning_rate(flags.optimizer));
  settings.momentum = flags.momentum.value_or(0.0);
  settings.batch_size = flags.batch_size.value_or(images ? 128 : 32);
  settings.epochs = flags.epochs.value_or(images ? 15 : 200);
  settings.patience = flags.no_early_stopping ? 0 : flags.patience.value_or(images ? 0 : 10);
  settings.validation_split =
      flags.validation_split.value_or(!images ? 0.2 : (settings.patience > 0 ? 0.1 : 0.0));
  settings.test_split = images ? 0.0 : flags.test_split.value_or(0.2);
  settings.seed = flags.seed;
  return settings;
}

nlohmann::ordered_json to_json(const Settings& settings) {
  nlohmann::ordered_json json;
  json["layers"] = settings.layers;
  json["l1"] = settings.l1;
  json["l2"] = settings.l2;
  json["dropout"] = settings.dropout;
  json["batch_norm"] = settings.batch_norm;
  json["initializer"] = settings.initializer;
  json["optimizer"] = settings.optimizer;
  json["learning_rate"] = settings.learning_rate;
  if (settings.optimizer == "sgd") json["momentum"] = settings.momentum;
  json["batch_size"] = settings.batch_size;
  json["epochs"] = settings.epochs;
  if (settings.patience > 0) {
    json["patience"] = settings.patience;
  } else {
    json["patience"] = nullptr;
  }
  json["validation_split"] = settings.validation_split;
  if (settings.test_split > 0) json["test_split"] = settings.test_split;
  json["seed"] = settings.seed;
  return json;
}

Sequential make_network(const Settings& settings, const data::Target& target,
                        const Shape& sample_shape) {
  Sequential model;
  model.add(layers::Input{.shape = Dims(sample_shape)});
  if (sample_shape.rank() > 1) model.add(layers::Flatten{});
  for (const std::int64_t units : settings.layers) {
    // Batch normalization has a shift of its own: a bias before it would do nothing.
    model.add(layers::Dense{.units = units,
                            .use_bias = !settings.batch_norm,
                            .kernel_initializer = settings.initializer,
                            .kernel_regularizer = penalty_of(settings)});
    if (settings.batch_norm) model.add(layers::BatchNormalization{});
    model.add(layers::Activation{.activation = "relu"});
    if (settings.dropout > 0) model.add(layers::Dropout{.rate = settings.dropout});
  }
  const char* const activation =
      !target.is_classification() ? "linear" : (target.is_binary() ? "sigmoid" : "softmax");
  model.add(layers::Dense{
      .units = target.outputs(),
      .activation = activation,
      .kernel_initializer = settings.initializer,
      .kernel_regularizer = settings.layers.empty() ? penalty_of(settings) : Regularizer()});
  return model;
}

CompileOptions make_compile_options(const Settings& settings, const data::Target& target) {
  CompileOptions options;
  if (settings.optimizer == "sgd") {
    options.optimizer =
        optimizers::SGD{.learning_rate = settings.learning_rate, .momentum = settings.momentum};
  } else {
    options.optimizer = optimizers::Adam{.learning_rate = settings.learning_rate};
  }
  if (target.is_classification()) {
    options.loss = target.is_binary() ? "binary_crossentropy" : "sparse_categorical_crossentropy";
    options.metrics = {"accuracy"};
  } else {
    options.loss = "mse";
    options.metrics = {AbsoluteErrorInUnits{target.scale}};
  }
  return options;
}

std::string describe(const Settings& settings, const data::Target& target, std::int64_t inputs) {
  std::string text = std::to_string(inputs);
  for (const std::int64_t units : settings.layers) text += fmt::format(" -> {}", units);
  text += fmt::format(" -> {}", target.outputs());
  if (settings.batch_norm && !settings.layers.empty()) text += ", batch normalization";
  if (settings.dropout > 0 && !settings.layers.empty()) {
    text += fmt::format(", dropout {}", settings.dropout);
  }
  if (settings.l1 > 0) text += fmt::format(", l1 {}", settings.l1);
  if (settings.l2 > 0) text += fmt::format(", l2 {}", settings.l2);
  return text;
}

}  // namespace occam::cli
