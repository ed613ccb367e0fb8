// Trains models and saves them into a folder, for open_in_keras.py: each with its data, its
// predictions, and those of the same model after three more steps.
// usage: occam_keras_files FOLDER

#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <random>

#include "occam/occam.h"

namespace {

using namespace occam;
using Json = nlohmann::json;

Array numbers(Shape shape, int seed) {
  std::vector<float> values(static_cast<std::size_t>(shape.size()));
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto step = static_cast<float>((i * 37 + static_cast<std::size_t>(seed) * 11) % 23);
    values[i] = 0.21f * step - 2.3f;
  }
  return Array(std::move(shape), values);
}

Array classes(std::int64_t rows, int count) {
  std::vector<std::int32_t> values;
  for (std::int64_t i = 0; i < rows; ++i) values.push_back(static_cast<int>(i * 5 % 7) % count);
  return Array({rows}, values);
}

Json json_of(const Array& array) {
  std::vector<double> flat;
  for (std::int64_t i = 0; i < array.size(); ++i) flat.push_back(array.at(i));
  return {{"shape", array.shape().dims()},
          {"values", flat},
          {"integers", array.dtype() == DType::kInt32}};
}
Json json_of(const std::vector<Array>& arrays) {
  Json list = Json::array();
  for (const Array& array : arrays) list.push_back(json_of(array));
  return list;
}

/// Fits, saves, writes what Keras has to reproduce.
void write(const std::string& folder, const std::string& name, Trainable& model,
           const std::vector<Array>& x, const std::vector<Array>& y) {
  const FitOptions whole{
      .batch_size = x[0].shape()[0], .epochs = 3, .verbose = 0, .shuffle = false};
  Arrays inputs, targets;
  const auto input_names = model.input_names(), output_names = model.output_names();
  for (std::size_t i = 0; i < x.size(); ++i) inputs.add(input_names[i], x[i]);
  for (std::size_t i = 0; i < y.size(); ++i) targets.add(output_names[i], y[i]);
  model.fit(inputs, targets, whole);
  save_model(model, folder + "/" + name + ".keras");
  save_model(model, folder + "/" + name + ".h5");
  save_weights(model, folder + "/" + name + ".weights.h5");
  Json record = {{"name", name}, {"x", json_of(x)}, {"y", json_of(y)}, {"outputs", output_names}};
  record["predictions"] = json_of(model.predict_all(inputs));
  const Logs before = model.evaluate(inputs, targets);
  record["loss"] = *before.find("loss");
  model.fit(inputs, targets, whole);
  record["after"] = json_of(model.predict_all(inputs));
  std::ofstream(folder + "/" + name + ".json") << record;
}

/// A graph of layers that are called on earlier results, some of them twice.
Model random_model(std::mt19937& random) {
  const auto below = [&](std::size_t count) { return random() % count; };
  std::vector<Node> values{Input({.shape = {4}}), Input({.shape = {4}})};
  std::vector<Layer> shared;
  std::vector<Node> used;
  for (int i = 0; i < 9; ++i) {
    const Node& a = values[below(values.size())];
    const Node& b = values[below(values.size())];
    switch (below(4)) {
      case 0:
        shared.push_back(layers::Dense{.units = 4, .activation = "tanh"});
        values.push_back(shared.back()(a));
        break;
      case 1:
        if (!shared.empty()) values.push_back(shared[below(shared.size())](a));
        break;
      case 2:
        values.push_back(layers::Add{}({a, b}));
        break;
      default:
        values.push_back(layers::Dense{.units = 4}(layers::Concatenate{}({a, b})));
    }
  }
  const Node all = layers::Concatenate{}(std::vector<Node>(values));
  return Model({.inputs = {values[0], values[1]},
                .outputs = {layers::Dense{.units = 2}(values[below(values.size())]),
                            layers::Dense{.units = 2}(all)}});
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: occam_keras_files FOLDER\n";
    return 2;
  }
  const std::string folder = argv[1];
  const Array x = numbers({14, 4}, 1);
  {
    Sequential model{
        layers::Dense{
            .units = 6,
            .activation = "relu",
            .kernel_initializer = "he_normal",
            .bias_initializer = initializers::RandomUniform{-0.1, 0.1},
            .kernel_regularizer = regularizers::L1L2{.l1 = 1e-3, .l2 = 1e-2, .proximal = false},
            .bias_regularizer = regularizers::L1{.proximal = false},
            .kernel_constraint = constraints::MaxNorm{1.5},
            .input_shape = {4}},
        layers::BatchNormalization{.momentum = 0.8}, layers::Dense{.units = 5},
        layers::Activation{.activation = "tanh"},
        layers::Dense{.units = 3, .activation = "softmax"}};
    model.compile(
        {.optimizer = optimizers::Adam{.learning_rate = 0.01, .amsgrad = true, .clipnorm = 1.0},
         .loss = "sparse_categorical_crossentropy",
         .metrics = {"accuracy"}});
    write(folder, "sequential", model, {x}, {classes(14, 3)});
    model.set_hyper("dense/kernel_regularizer/l2", 0.3);
    model.set_hyper("optimizer/learning_rate", 0.002);
    write(folder, "hypers_set", model, {x}, {classes(14, 3)});
  }
  {
    const Node number = Input({.shape = {4}, .name = "number"}), code = Input({.shape = {2}});
    const Layer shared = layers::Dense{.units = 4, .activation = "tanh", .name = "shared"};
    const Node table = layers::Flatten{}(
        layers::Embedding{.input_dim = 6, .output_dim = 3, .embeddings_regularizer = "l2"}(code));
    const Node joined = layers::Add{}({number, shared(shared(number))});
    const Node price = layers::Dense{.units = 1, .kernel_constraint = "non_neg", .name = "price"}(
        layers::Concatenate{}({layers::Activation{.activation = "sigmoid"}(joined), table}));
    const Node kind = layers::Dense{.units = 3, .activation = "softmax", .name = "kind"}(joined);
    Model model({.inputs = {number, code}, .outputs = {price, kind}});
    model.compile(
        {.optimizer = optimizers::SGD{.learning_rate = schedules::ExponentialDecay{0.05, 4, 0.9},
                                      .momentum = 0.9,
                                      .nesterov = true,
                                      .weight_decay = 0.01},
         .loss = {{"price", "mse"}, {"kind", "scce"}},
         .loss_weights = {{"price", 0.5}, {"kind", 2.0}},
         .metrics = {{"price", {"mae", "rmse", "r2"}}, {"kind", {"acc"}}}});
    std::vector<std::int32_t> codes;
    for (int i = 0; i < 28; ++i) codes.push_back(i * 5 % 6);
    write(folder, "functional", model, {x, Array({14, 2}, codes)},
          {numbers({14, 1}, 3), classes(14, 3)});
  }
  {
    const Node in = Input({.shape = {4}});
    const Node left = layers::PReLU{.alpha_initializer = initializers::Constant{0.2}}(layers::Dense{
        .units = 6,
        .kernel_initializer = "glorot_normal"}(layers::GaussianNoise{.stddev = 0.0}(in)));
    const Node right = layers::LeakyReLU{.negative_slope = 0.2}(
        layers::Dense{.units = 6,
                      .kernel_initializer = initializers::Orthogonal{0.8},
                      .bias_initializer = initializers::TruncatedNormal{.stddev = 0.1}}(
            layers::Rescaling{.scale = 0.5, .offset = 0.1}(in)));
    const Node joined =
        layers::Concatenate{}({layers::Multiply{}({left, right}), layers::Average{}({left, right}),
                               layers::Maximum{}({left, right}), layers::Minimum{}({left, right})});
    const Node rows = layers::Softmax{.axis = 1}(
        layers::Permute{.dims = {2, 1}}(layers::Reshape{.target_shape = {6, -1}}(joined)));
    const Node repeated = layers::UnitNormalization{}(layers::RepeatVector{.n = 3}(layers::ReLU{
        .max_value = 2.0, .negative_slope = 0.1}(layers::GaussianDropout{.rate = 0.0}(right))));
    const Node ends = layers::Concatenate{}(
        {layers::Flatten{}(rows), layers::Dot{.axes = 1, .normalize = true}({left, right}),
         layers::ELU{.alpha = 0.7}(layers::Subtract{}({left, right})),
         layers::Flatten{}(layers::Identity{}(repeated))});
    Model model({.inputs = in,
                 .outputs = layers::Dense{
                     .units = 2,
                     .kernel_initializer = initializers::VarianceScaling{0.5, "fan_avg", "uniform"},
                     .bias_initializer = "he_uniform"}(ends)});
    model.compile({.optimizer = optimizers::SGD{.learning_rate = 0.05}, .loss = "mse"});
    write(folder, "shaped", model, {x}, {numbers({14, 2}, 5)});
  }
  {
    Sequential inner{layers::Dense{.units = 3, .activation = "relu", .input_shape = {4}},
                     layers::Dense{.units = 4}};
    const Node a = Input({.shape = {4}});
    Model middle({.inputs = a,
                  .outputs = layers::Add{}({a, layers::Dense{.units = 4, .use_bias = false}(a)})});
    const Node in = Input({.shape = {4}});
    const Layer part = inner.as_layer("part"), join = middle.as_layer("join");
    Model model({.inputs = in,
                 .outputs = {{"left", layers::Dense{.units = 1}(part(join(part(in))))},
                             {"again", join(in)}}});
    model.compile({.optimizer = "adam", .loss = {{"left", "mse"}, {"again", "mse"}}});
    write(folder, "nested", model, {x}, {numbers({14, 1}, 5), numbers({14, 4}, 6)});
  }
  {
    const Node own = Input({.shape = {4}});
    const Node hidden = layers::Dense{.units = 3, .activation = "tanh"}(own);
    Model inner({.inputs = own,
                 .outputs = {{"z", hidden}, {"a", layers::Dense{.units = 4}(hidden)}},
                 .name = "inner"});
    const Node in = Input({.shape = {4}});
    const Layer shared = inner.as_layer("inner");
    const std::vector<Node> once = call_all(shared, {in}), twice = call_all(shared, {once[1]});
    Model model({.inputs = in,
                 .outputs = {layers::Dense{.units = 1}(layers::Concatenate{}({once[0], twice[1]})),
                             twice[0], once[1]}});
    model.compile({.optimizer = "adam", .loss = {"mse", "mse", "mse"}});
    write(folder, "nested_outputs", model, {x},
          {numbers({14, 1}, 5), numbers({14, 3}, 6), numbers({14, 4}, 7)});
  }
  // Not both at once: Keras 3.6 has their memory in another order than 3.15.
  for (const bool average : {true, false}) {
    Sequential model{layers::Dense{.units = 4, .activation = "relu", .input_shape = {4}},
                     layers::Dropout{0.0}, layers::Dense{.units = 1, .activation = "sigmoid"}};
    optimizers::Adam adam{.learning_rate = 0.02, .use_ema = average, .ema_momentum = 0.9};
    if (!average) adam.gradient_accumulation_steps = 2;
    model.compile({.optimizer = adam,
                   .loss = losses::BinaryCrossentropy{.label_smoothing = 0.1},
                   .metrics = {metrics::AUC{.num_thresholds = 50}, "precision", "recall"}});
    write(folder, average ? "average" : "accumulated", model, {x},
          {classes(14, 2).astype(DType::kFloat32).reshape({14, 1})});
  }
  {
    Sequential model{layers::Dense{.units = 6, .input_shape = {4}},
                     layers::LayerNormalization{.epsilon = 0.01, .gamma_regularizer = "l2"},
                     layers::Activation{.activation = "relu"}, layers::Dense{.units = 2},
                     layers::LayerNormalization{.axis = {1}, .center = false}};
    model.compile({.optimizer = "adam", .loss = "mse"});
    write(folder, "layer_normalization", model, {x}, {numbers({14, 2}, 8)});
  }
  {
    layers::Normalization scale;
    scale.adapt(numbers({30, 4}, 4));
    const Node number = Input({.shape = {4}}), code = Input({.shape = {2}});
    const Node scaled = Layer(scale)(number);
    const Node back =
        layers::Normalization{.axis = {}, .mean = 0.5, .variance = 4.0, .invert = true}(number);
    const Node counts = layers::CategoryEncoding{.num_tokens = 6, .output_mode = "count"}(code);
    Model model(
        {.inputs = {number, code},
         .outputs = layers::Dense{.units = 2}(layers::Concatenate{}({scaled, back, counts}))});
    model.compile({.optimizer = "adam", .loss = "mse"});
    std::vector<std::int32_t> codes;
    for (int i = 0; i < 28; ++i) codes.push_back(i * 5 % 6);
    write(folder, "preprocessed", model, {x, Array({14, 2}, codes)}, {numbers({14, 2}, 8)});
  }
  {
    const Node code = Input({.shape = {2}});
    layers::IntegerLookup adapted{.max_tokens = 6, .mask_token = 5, .output_mode = "multi_hot"};
    adapted.adapt(classes(50, 7));
    const Node places = layers::IntegerLookup{.num_oov_indices = 2, .vocabulary = {4, -9, 1}}(code);
    const Node rows = layers::Flatten{}(layers::Embedding{.input_dim = 5, .output_dim = 3}(places));
    Model model({.inputs = code,
                 .outputs = layers::Dense{.units = 2}(
                     layers::Concatenate{}({rows, Layer(adapted)(code)}))});
    // Not Adam, which on TensorFlow decays the memory of those rows alone that a batch has read.
    model.compile({.optimizer = "sgd", .loss = "mse"});
    std::vector<std::int32_t> codes;
    for (int i = 0; i < 28; ++i) codes.push_back(i * 5 % 8 - 2);
    write(folder, "looked_up", model, {Array({14, 2}, codes)}, {numbers({14, 2}, 8)});
  }
  {
    layers::Discretization learnt{.num_bins = 5, .output_mode = "multi_hot"};
    learnt.adapt(numbers({30, 4}, 4));
    const Node in = Input({.shape = {4}});
    const Node places = layers::Discretization{.bin_boundaries = {-1, 0, 0.5}}(in);
    const Node rows = layers::Embedding{.input_dim = 4, .output_dim = 3}(places);
    const Node wide =
        layers::LayerNormalization{.rms_scaling = true}(layers::Dense{.units = 6}(in));
    const Node flat = layers::Flatten{}(layers::RMSNormalization{.axis = {1, 2}}(rows));
    const Node all = layers::Concatenate{}({Layer(learnt)(in), flat, wide});
    Model model(
        {.inputs = in, .outputs = layers::Dense{.units = 2}(layers::RMSNormalization{}(all))});
    model.compile({.optimizer = "sgd", .loss = "mse"});
    write(folder, "binned", model, {x}, {numbers({14, 2}, 8)});
  }
  {
    const Array steps = numbers({14, 4, 3}, 5);
    Sequential model{
        layers::TimeDistributed{.layer = layers::Dense{.units = 6, .kernel_regularizer = "l2"},
                                .input_shape = {4, 3}},
        layers::GroupNormalization{.groups = 3, .epsilon = 0.01, .gamma_regularizer = "l2"},
        layers::TimeDistributed{.layer = layers::BatchNormalization{.momentum = 0.7}},
        layers::TimeDistributed{.layer = layers::Dense{.units = 2, .name = "inner"},
                                .name = "steps"},
        layers::Flatten{},
        layers::Dense{.units = 2}};
    model.compile({.optimizer = "adam", .loss = "mse"});
    write(folder, "stepped", model, {steps}, {numbers({14, 2}, 8)});
  }
  {
    Sequential model{
        layers::SpectralNormalization{
            .layer = layers::Dense{.units = 6, .activation = "tanh", .kernel_regularizer = "l2"},
            .power_iterations = 2,
            .input_shape = {4}},
        layers::SpectralNormalization{.layer = layers::Dense{.units = 2}, .name = "last"}};
    model.compile({.optimizer = "adam", .loss = "mse"});
    write(folder, "spectral", model, {x}, {numbers({14, 2}, 8)});
  }
  // Layers of which Keras orders the memory by depth: the left branch is declared last.
  {
    const Node in = Input({.shape = {4}});
    const Node late = layers::Dense{.units = 3, .name = "late"}(
        layers::Dense{.units = 3, .activation = "tanh", .name = "early"}(in));
    const Node side = layers::Dense{.units = 3, .name = "side"}(in);
    Model model(
        {.inputs = in,
         .outputs = layers::Dense{.units = 2, .name = "last"}(layers::Add{}({side, late}))});
    model.compile({.optimizer = "adam", .loss = "mse"});
    write(folder, "branches", model, {x}, {numbers({14, 2}, 9)});
  }
  // Memory in the order and of the shapes of each class; rates that change.
  using namespace optimizers;
  const Optimizer all[] = {
      RMSprop{},
      RMSprop{.learning_rate = 0.01, .momentum = 0.6, .centered = true},
      AdamW{.amsgrad = true},
      Adamax{.learning_rate = schedules::InverseTimeDecay{0.02, 2, 0.3}},
      Nadam{.learning_rate = schedules::PolynomialDecay{0.02, 5, 0.001, 2, true}},
      Adagrad{.learning_rate = schedules::CosineDecayRestarts{0.05, 2, 1.5, 0.8, 0.1}},
      Adadelta{.learning_rate = 1.0},
      Adafactor{.learning_rate = 0.05},
      Lion{.learning_rate = 0.002},
      Lamb{.learning_rate = 0.02},
      Ftrl{.learning_rate = 0.1, .l1_regularization_strength = 0.01}};
  int count = 0;
  for (const Optimizer& optimizer : all) {
    Sequential model{layers::Dense{.units = 5, .activation = "tanh", .input_shape = {4}},
                     layers::BatchNormalization{},
                     layers::Dense{.units = 3, .activation = "softmax"}};
    model.compile({.optimizer = optimizer, .loss = "sparse_categorical_crossentropy"});
    write(folder, "optimizer_" + std::to_string(++count) + "_" + std::string(optimizer.type()),
          model, {x}, {classes(14, 3)});
  }
  std::mt19937 random(5);
  for (int i = 0; i < 12; ++i) {
    Model model = random_model(random);
    model.compile({.optimizer = "adam", .loss = {"mse", "mse"}});
    write(folder, "random_" + std::to_string(i), model, {x, numbers({14, 4}, 2)},
          {numbers({14, 2}, 3), numbers({14, 2}, 4)});
  }
  return 0;
}
