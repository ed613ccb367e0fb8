#include "tests/keras/random_model.h"

#include <random>

namespace occam::keras_files {
namespace {

constexpr std::int64_t kRows = 9, kCodes = 5;

/// A value on the way to an output: (batch, width), or (batch, length, width).
struct Value {
  Node node;
  std::int64_t length, width;  ///< length 0: no such axis
};

class Maker {
 public:
  Maker(std::uint32_t number, bool own) : random_(number), number_(number), own_(own) {}

  RandomModel make() {
    std::vector<Node> inputs, outputs;
    std::vector<Array> x, y;
    const std::size_t count = 1 + below(3);
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0 && chance(2)) {
        const auto length = static_cast<std::int64_t>(1 + below(3));
        inputs.push_back(Input({.shape = Shape{length}}));
        x.push_back(codes({kRows, length}));
        if (chance(3)) {
          add(encoded(inputs.back(), length));
          continue;
        }
        const Node places = chance(3) ? make(lookup(), inputs.back()) : inputs.back();
        add({make(layers::Embedding{.input_dim = kCodes,
                                    .output_dim = width(),
                                    .embeddings_regularizer = regularizer(true),
                                    .embeddings_constraint = constraint()},
                  places),
             length, last_width_});
      } else {
        const std::int64_t features = width();
        inputs.push_back(Input({.shape = Shape{features}}));
        x.push_back(numbers({kRows, features}));
        add({inputs.back(), 0, features});
        if (chance(3)) {
          add(weighed(make(
              layers::Discretization{.bin_boundaries = {-0.5, 0, 0.7}, .output_mode = "multi_hot"},
              inputs.back())));
        }
      }
    }
    // Each kind in turn, so that a few models have all; then any.
    add(like(values_[0], number_));
    const Value sequence = steps(flat(values_[0]), number_);
    add(sequence);
    add(steps(sequence, number_));
    add(merged(values_[0], number_));
    if (own_) add(own(values_[0], number_ / 3));
    const std::size_t layers = 3 + below(8);
    for (std::size_t i = 0; i < layers; ++i) add(layer(values_[below(values_.size())]));
    // Every input leads to an output.
    Node all = flat(values_[0]).node;
    if (values_.size() > 1) {
      std::vector<Node> parts;
      for (const Value& value : values_) parts.push_back(flat(value).node);
      all = make(layers::Concatenate{}, parts);
    }
    const std::size_t heads = 1 + below(2);
    for (std::size_t i = 0; i < heads; ++i) {
      outputs.push_back(make(layers::Dense{.units = width()}, all));
      y.push_back(numbers({kRows, last_width_}));
    }
    ModelOptions options;
    options.inputs = inputs;
    options.outputs = outputs;
    return {Model(std::move(options)), std::move(x), std::move(y), !own_, std::move(types_)};
  }

 private:
  std::size_t below(std::size_t count) { return random_() % count; }
  bool chance(std::size_t one_in) { return below(one_in) == 0; }
  std::int64_t width() { return last_width_ = static_cast<std::int64_t>(2 + below(4)); }
  void add(Value value) { values_.push_back(std::move(value)); }

  Array numbers(const Shape& shape) {
    std::uniform_real_distribution<float> uniform(-1.5f, 1.5f);
    std::vector<float> values(static_cast<std::size_t>(shape.size()));
    for (float& value : values) value = uniform(random_);
    return Array(shape, values);
  }
  Array codes(const Shape& shape) {
    std::vector<std::int32_t> values(static_cast<std::size_t>(shape.size()));
    for (std::int32_t& value : values) value = static_cast<std::int32_t>(below(kCodes));
    return Array(shape, values);
  }

  Activation activation() {
    if (own_ && chance(4)) return activations::Elu{.alpha = 0.7};
    if (own_ && chance(4)) return activations::LeakyRelu{.negative_slope = 0.05};
    const auto& entries = Activation::catalogue().entries();
    return entries[below(entries.size())].make();
  }
  Regularizer regularizer(bool of_matrix) {
    const auto& entries = Regularizer::catalogue().entries();
    const Regularizer drawn = chance(3) ? entries[below(entries.size())].make() : Regularizer();
    // HierarchicalL1 joins two layers, which it names.
    if (drawn.as<regularizers::OrthogonalRegularizer>() != nullptr && !of_matrix)
      return Regularizer();
    return drawn.as<regularizers::HierarchicalL1>() != nullptr ? Regularizer() : drawn;
  }
  Constraint constraint() {
    const auto& entries = Constraint::catalogue().entries();
    return chance(4) ? entries[below(entries.size())].make() : Constraint();
  }
  Initializer initializer() {
    const std::vector<Initializer> all = {"glorot_uniform", "he_normal",
                                          initializers::RandomNormal{.stddev = 0.5},
                                          initializers::RandomUniform{-0.6, 0.4}};
    return all[below(all.size())];
  }

  Node make(const Layer& layer, const Node& input) {
    types_.insert(std::string(layer.type()));
    return layer(input);
  }
  Node make(const Layer& layer, const std::vector<Node>& inputs) {
    types_.insert(std::string(layer.type()));
    return layer(inputs);
  }
  /// At most kCodes places.
  layers::IntegerLookup lookup() {
    layers::IntegerLookup layer{.vocabulary = {4, 1, 0}};
    if (chance(2)) layer.mask_token = 3;
    return layer;
  }
  /// Whole numbers as columns, or their places in a vocabulary.
  Value encoded(const Node& codes, std::int64_t length) {
    const std::vector<std::string> modes = {"one_hot", "multi_hot", "count"};
    const std::string mode = modes[below(modes.size())];
    const std::int64_t each = mode == "one_hot" && length > 1 ? length : 0;
    if (each == 0 && chance(2)) {  // Keras 3.6 loses the axis of several one_hot
      layers::IntegerLookup layer = lookup();
      layer.output_mode = mode;
      layer.num_oov_indices = 1 + below(2);
      return weighed(make(layer, codes));
    }
    return {make(layers::CategoryEncoding{.num_tokens = kCodes + 1, .output_mode = mode}, codes),
            each, kCodes + 1};
  }
  /// Columns that are whole numbers in Keras, which few of its layers take, behind one that does.
  Value weighed(const Node& columns) {
    const layers::Dense taker = dense();
    return {make(taker, columns), 0, taker.units};
  }
  layers::Normalization normalization(const Value& from) {
    layers::Normalization layer{.invert = chance(3)};
    if (chance(4)) layer.axis = {};
    const Shape shape = from.length == 0 ? Shape{7, from.width} : Shape{7, from.length, from.width};
    layer.adapt(numbers(shape));
    return layer;
  }
  Value flat(const Value& value) {
    if (value.length == 0) return value;
    return {make(layers::Flatten{}, value.node), 0, value.length * value.width};
  }
  layers::Dense dense() {
    layers::Dense layer{.units = width(),
                        .activation = activation(),
                        .use_bias = !chance(4),
                        .kernel_initializer = initializer(),
                        .bias_initializer = initializer(),
                        .kernel_regularizer = regularizer(true),
                        .bias_regularizer = regularizer(false),
                        .kernel_constraint = constraint()};
    if (own_ && chance(3)) layer.neural_tangent = true;
    if (own_ && chance(4)) layer.bias_learning_rate_factor = 0.1;
    return layer;
  }
  /// One or both of the results of an inner model of two, which is called once or twice.
  Node of_several(const Node& from, std::int64_t features) {
    const Node in = Input({.shape = Shape{features}});
    const Node first = layers::Dense{.units = features, .activation = "tanh"}(in),
               second = layers::Dense{.units = features}(first);
    ModelOptions options{.inputs = in, .outputs = {}, .name = "several"};
    if (chance(2)) {
      options.outputs = {{"z", first}, {"a", second}};
    } else {
      options.outputs = {first, second};
    }
    const Layer shared = Model(std::move(options)).as_layer("several" + std::to_string(inner_++));
    std::vector<Node> results = call_all(shared, {from});
    if (chance(2)) results[0] = call_all(shared, {results[1]})[0];
    return chance(3) ? results[1] : make(layers::Add{}, results);
  }
  /// A model as a layer, which keeps the width.
  Layer inner(std::int64_t features) {
    if (chance(2)) {
      Sequential chain{layers::Dense{.units = 3, .activation = "tanh", .input_shape = {features}},
                       layers::BatchNormalization{}, layers::Dense{.units = features}};
      return chain.as_layer("chain" + std::to_string(inner_++));
    }
    const Node in = Input({.shape = Shape{features}});
    Model joined(
        {.inputs = in,
         .outputs = layers::Add{}({in, layers::Dense{.units = features, .use_bias = false}(in)})});
    return joined.as_layer("joined" + std::to_string(inner_++));
  }

  /// What keeps a value's shape.
  Value like(const Value& from, std::size_t kind) {
    const std::vector<Layer> all = {layers::ActivityRegularization{.l1 = 1e-3, .l2 = 1e-4},
                                    layers::Identity{},
                                    layers::Rescaling{.scale = 0.5, .offset = 0.1},
                                    layers::ReLU{.max_value = 1.25, .negative_slope = 0.1},
                                    layers::LeakyReLU{.negative_slope = 0.2},
                                    layers::PReLU{.alpha_initializer = initializer()},
                                    layers::ELU{.alpha = 0.8},
                                    layers::Softmax{},
                                    layers::GaussianNoise{.stddev = 0.2},
                                    layers::GaussianDropout{.rate = 0.2},
                                    layers::UnitNormalization{}};
    return {make(all[kind % all.size()], from.node), from.length, from.width};
  }
  /// Steps made of a value that has none, or changed.
  Value steps(const Value& from, std::size_t kind) {
    if (from.length == 0) {
      const auto n = static_cast<std::int64_t>(2 + below(2));
      if (kind % 2 == 0) return {make(layers::RepeatVector{.n = n}, from.node), n, from.width};
      return {make(layers::Reshape{.target_shape = {from.width, 1}}, from.node), from.width, 1};
    }
    switch (kind % (from.length > 1 ? 8 : 7)) {
      case 0:
        if (chance(2)) {
          const layers::Dense step = dense();
          return {make(layers::TimeDistributed{.layer = step}, from.node), from.length,
                  static_cast<std::int64_t>(step.units)};
        }
        return {make(layers::Permute{.dims = {2, 1}}, from.node), from.width, from.length};
      case 1:
        return {make(layers::GlobalAveragePooling1D{}, from.node), 0, from.width};
      case 2:
        return {make(layers::GlobalMaxPooling1D{}, from.node), 0, from.width};
      case 3:
        return {make(layers::SpatialDropout1D{.rate = 0.2}, from.node), from.length, from.width};
      case 4:
        return {make(layers::UpSampling1D{.size = 2}, from.node), 2 * from.length, from.width};
      case 5:
        return {make(layers::ZeroPadding1D{.padding = {1, 2}}, from.node), from.length + 3,
                from.width};
      case 6: {  // a mean of the steps that are not masked
        const Node kept = make(layers::Masking{.mask_value = 0.25}, from.node);
        return {make(layers::GlobalAveragePooling1D{}, kept), 0, from.width};
      }
      default:
        return {make(layers::Cropping1D{.cropping = {0, 1}}, from.node), from.length - 1,
                from.width};
    }
  }
  /// A value and a layer of it, made one.
  Value merged(const Value& from, std::size_t kind) {
    const std::vector<Node> two = {from.node, like(from, random_()).node};
    if (from.length == 0 && kind % 6 == 5) return {make(layers::Dot{.axes = 1}, two), 0, 1};
    const std::vector<Layer> all = {layers::Subtract{}, layers::Multiply{}, layers::Average{},
                                    layers::Maximum{}, layers::Minimum{}};
    return {make(all[kind % all.size()], two), from.length, from.width};
  }

  /// A layer that Keras lacks.
  Value own(Value from, std::size_t kind) {
    switch (kind % 7) {
      case 0:
        return {make(layers::SmoothClip{.limit = 1.5}, from.node), from.length, from.width};
      case 1:
        return {make(layers::Scaling{.scale_regularizer = regularizer(false)}, from.node),
                from.length, from.width};
      case 2: {
        from = flat(from);
        layers::PeriodicEmbedding layer{.frequencies = 3, .units = 2, .sigma = 0.4};
        if (chance(2)) layer.columns = {1};
        const std::int64_t columns = layer.columns.empty() ? from.width : 1;
        return {make(layer, from.node), 0, from.width + 2 * columns};
      }
      case 3: {
        from = flat(from);
        layers::OneHotEmbedding layer{
            .starts = {0}, .sizes = {1}, .output_dim = 2, .embeddings_initializer = initializer()};
        if (from.width > 3 && chance(2)) {
          layer.starts = {1, 3};
          layer.sizes = {2, 1};
        }
        const std::int64_t taken = layer.sizes.size() == 1 ? 1 : 3;
        const auto given = 2 * static_cast<std::int64_t>(layer.sizes.size());
        return {make(layer, from.node), 0, from.width - taken + given};
      }
      case 4:
        return {make(layers::ParametricActivation{.activation = activation(),
                                                  .alpha_initializer = initializer()},
                     from.node),
                from.length, from.width};
      case 5:
        return {make(layers::Temperature{.temperature = 1.75}, from.node), from.length, from.width};
      default:
        return {make(layers::Clip{.low = -0.5, .high = 0.75}, from.node), from.length, from.width};
    }
  }

  Value layer(Value from) {
    switch (below(own_ ? 21 : 14)) {
      case 0:
      case 1: {
        const layers::Dense layer = dense();
        return {make(layer, from.node), from.length, layer.units};
      }
      case 2:
        return {make(layers::Activation{.activation = activation()}, from.node), from.length,
                from.width};
      case 3:
        return {chance(3) ? make(layers::AlphaDropout{.rate = 0.3}, from.node)
                          : make(layers::Dropout{.rate = 0.3}, from.node),
                from.length, from.width};
      case 4:
        return {
            make(
                layers::BatchNormalization{
                    .momentum = 0.7, .epsilon = 0.01, .center = !chance(3), .scale = !chance(3)},
                from.node),
            from.length, from.width};
      case 5:
        return flat(from);
      case 6: {  // the same layer twice, and their sum
        from = flat(from);
        const Layer shared = layers::Dense{.units = from.width, .activation = "tanh"};
        const Node once = make(shared, from.node);
        return {make(layers::Add{}, std::vector<Node>{once, shared(once)}), 0, from.width};
      }
      case 7: {
        from = flat(from);
        if (chance(3)) return {of_several(from.node, from.width), 0, from.width};
        return {make(inner(from.width), from.node), 0, from.width};
      }
      case 8: {
        const Value a = flat(from), b = flat(values_[below(values_.size())]);
        return {make(layers::Concatenate{}, std::vector<Node>{a.node, b.node}), 0,
                a.width + b.width};
      }
      case 9:
        if (chance(3)) {
          return {make(layers::GroupNormalization{.groups = chance(2) ? 1 : -1, .epsilon = 0.01},
                       from.node),
                  from.length, from.width};
        }
        if (chance(3)) {
          return {make(layers::RMSNormalization{.epsilon = 0.01}, from.node), from.length,
                  from.width};
        }
        if (chance(3)) {
          const layers::Dense inner = dense();
          return {
              make(layers::SpectralNormalization{.layer = inner, .power_iterations = 2}, from.node),
              from.length, static_cast<std::int64_t>(inner.units)};
        }
        return {make(layers::LayerNormalization{.epsilon = 0.01, .center = !chance(3)}, from.node),
                from.length, from.width};
      case 10:
        return {make(normalization(from), from.node), from.length, from.width};
      case 11:
        return like(from, random_());
      case 12:
        return steps(from, random_());
      case 13:
        return merged(from, random_());
      default:
        return own(from, random_());
    }
  }

  std::mt19937 random_;
  std::size_t number_;
  bool own_;
  std::int64_t last_width_ = 0;
  int inner_ = 0;
  std::vector<Value> values_;
  std::set<std::string> types_;
};

}  // namespace

RandomModel random_model(std::uint32_t number) { return Maker(number, number % 3 == 2).make(); }

}  // namespace occam::keras_files
