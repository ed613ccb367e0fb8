#include "tests/golden/golden_model.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "occam/occam.h"

namespace occam::golden {
namespace {

std::runtime_error unknown(std::string_view what, std::string_view name) {
  return std::runtime_error("no " + std::string(what) + " named " + std::string(name));
}

/// Takes over an argument that the file gives; anything not taken over is an error at the end.
class Arguments {
 public:
  explicit Arguments(const Json& json) : json_(json) { json_.erase("class"); }
  void done() const {
    if (!json_.empty()) throw unknown("argument", json_.begin().key());
  }
  template <class T>
  void take(const char* name, T& member) {
    if (!json_.contains(name)) return;
    const Json value = json_.at(name);
    json_.erase(name);
    if (value.is_null()) return;
    if constexpr (std::is_same_v<T, Hyper>) {
      member = value.get<double>();
    } else if constexpr (std::is_same_v<T, Int>) {
      member = value.get<long long>();
    } else if constexpr (std::is_same_v<T, Regularizer>) {
      member = regularizer_of(value.at("class").get<std::string>(), value);
    } else if constexpr (std::is_same_v<T, Initializer>) {
      member = Given{tensor(value)};
    } else if constexpr (std::is_same_v<T, Activation>) {
      member = value.get<std::string>();
    } else {
      member = value.get<T>();
    }
  }

 private:
  Json json_;
};

}  // namespace

void Given::fill(std::span<float> weight, const Shape& shape, RandomKey) const {
  if (shape != values.shape()) throw std::runtime_error("given weights of another shape");
  std::ranges::copy(golden::values(values), weight.begin());
}

Regularizer regularizer_of(std::string_view type, const Json& json) {
  Arguments arguments(json);
  Regularizer result;
  if (type == "L1") {
    regularizers::L1 made;
    arguments.take("l1", made.l1);
    result = made;
  } else if (type == "L2") {
    regularizers::L2 made;
    arguments.take("l2", made.l2);
    result = made;
  } else if (type == "L1L2") {
    regularizers::L1L2 made;
    arguments.take("l1", made.l1);
    arguments.take("l2", made.l2);
    result = made;
  } else {
    throw unknown("regularizer", type);
  }
  arguments.done();
  return result;
}

Loss loss_of(std::string_view type, const Json& json) {
  Arguments arguments(json);
  const auto crossentropy = [&]<class T>(T made) {
    arguments.take("from_logits", made.from_logits);
    if constexpr (requires { made.label_smoothing; })
      arguments.take("label_smoothing", made.label_smoothing);
    return Loss(made);
  };
  Loss result;
  if (type == "MeanSquaredError") {
    result = losses::MeanSquaredError{};
  } else if (type == "BinaryCrossentropy") {
    result = crossentropy(losses::BinaryCrossentropy{});
  } else if (type == "CategoricalCrossentropy") {
    result = crossentropy(losses::CategoricalCrossentropy{});
  } else if (type == "SparseCategoricalCrossentropy") {
    result = crossentropy(losses::SparseCategoricalCrossentropy{});
  } else {
    throw unknown("loss", type);
  }
  arguments.done();
  return result;
}

Optimizer optimizer_of(const Json& description) {
  Arguments arguments(description);
  const auto type = description.at("class").get<std::string>();
  optimizers::SGD sgd;
  optimizers::Adam adam;
  if (type == "SGD") {
    arguments.take("learning_rate", sgd.learning_rate);
    arguments.take("momentum", sgd.momentum);
    arguments.take("nesterov", sgd.nesterov);
  } else if (type == "Adam") {
    arguments.take("learning_rate", adam.learning_rate);
    arguments.take("beta_1", adam.beta_1);
    arguments.take("beta_2", adam.beta_2);
    arguments.take("epsilon", adam.epsilon);
    arguments.take("amsgrad", adam.amsgrad);
  } else {
    throw unknown("optimizer", type);
  }
  arguments.done();
  return type == "SGD" ? Optimizer(sgd) : Optimizer(adam);
}

Layer layer_of(std::string_view type, const Json& json, const Json& weights) {
  Arguments arguments(json), given(weights);
  const auto finish = [&](Layer layer) {
    arguments.done();
    given.done();
    return layer;
  };
  if (type == "Dense") {
    layers::Dense made;
    arguments.take("units", made.units);
    arguments.take("activation", made.activation);
    arguments.take("use_bias", made.use_bias);
    arguments.take("kernel_regularizer", made.kernel_regularizer);
    arguments.take("bias_regularizer", made.bias_regularizer);
    given.take("kernel", made.kernel_initializer);
    given.take("bias", made.bias_initializer);
    return finish(made);
  }
  if (type == "BatchNormalization") {
    layers::BatchNormalization made;
    arguments.take("axis", made.axis);
    arguments.take("momentum", made.momentum);
    arguments.take("epsilon", made.epsilon);
    arguments.take("center", made.center);
    arguments.take("scale", made.scale);
    given.take("gamma", made.gamma_initializer);
    given.take("beta", made.beta_initializer);
    given.take("moving_mean", made.moving_mean_initializer);
    given.take("moving_variance", made.moving_variance_initializer);
    return finish(made);
  }
  if (type == "Activation") {
    layers::Activation made;
    arguments.take("activation", made.activation);
    return finish(made);
  }
  if (type == "Flatten") return finish(layers::Flatten{});
  throw unknown("layer", type);
}

Sequential sequential_of(const Json& network) {
  Sequential model;
  for (const Json& layer : network.at("layers"))
    model.add(layer_of(layer.at("layer").get<std::string>(), layer.at("arguments")));
  return model;
}

CompileOptions compile_options_of(const Json& network) {
  CompileOptions options{
      .optimizer = optimizer_of(network.at("optimizer")),
      .loss = loss_of(network.at("loss").at("class").get<std::string>(), network.at("loss"))};
  for (const Json& metric : network.at("metrics"))
    options.metrics.emplace_back(metric.get<std::string>());
  return options;
}

}  // namespace occam::golden
