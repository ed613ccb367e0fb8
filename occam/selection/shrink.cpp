#include "occam/selection/shrink.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string>

#include "occam/layers/activation.h"
#include "occam/layers/batch_normalization.h"
#include "occam/layers/clip.h"
#include "occam/layers/dense.h"
#include "occam/layers/dropout.h"
#include "occam/layers/input.h"
#include "occam/layers/parametric_activation.h"
#include "occam/layers/scaling.h"
#include "occam/layers/smooth_clip.h"
#include "occam/models/blueprint.h"
#include "occam/models/parts.h"

namespace occam::selection {
namespace {

using Kept = std::vector<std::int64_t>;

bool mixes_units(const Activation& activation) {
  return activation && activation.type() == "softmax";
}

/// Does the layer make each unit's output of that unit's input alone?
bool is_unitwise(const Layer& layer) {
  if (const auto* activation = layer.as<layers::Activation>())
    return !mixes_units(activation->activation);
  if (const auto* normalization = layer.as<layers::BatchNormalization>())
    return normalization->axis == -1;
  return layer.as<layers::Dropout>() != nullptr || layer.as<layers::Scaling>() != nullptr ||
         layer.as<layers::Clip>() != nullptr || layer.as<layers::SmoothClip>() != nullptr ||
         layer.as<layers::ParametricActivation>() != nullptr;
}

/// A chain of layers with the weights of each, cut down in place.
class Chain {
 public:
  explicit Chain(const Sequential& model) : names_(model.layer_names()) {
    const std::vector<std::string> paths = model.weight_paths();
    const std::vector<Array> weights = model.get_weights();
    for (const Layer& layer : model.layers()) layers_.push_back(layer);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const std::size_t slash = paths[i].rfind('/');
      weights_[paths[i].substr(0, slash)].push_back({paths[i].substr(slash + 1), weights[i]});
    }
  }

  std::size_t size() const { return layers_.size(); }
  const layers::Dense* dense(std::size_t i) const { return layers_[i].as<layers::Dense>(); }
  const Layer& layer(std::size_t i) const { return layers_[i]; }

  std::span<const float> weight(std::size_t i, std::string_view name) const {
    const Weight* const found = find(i, name);
    return found == nullptr ? std::span<const float>() : found->values.data<float>();
  }
  std::int64_t features(std::size_t i) const { return find(i, "kernel")->values.shape()[0]; }

  /// Layers [first, last) as a model, to see what they make of an input.
  Sequential part(std::size_t first, std::size_t last, std::int64_t features) const {
    Sequential model;
    for (std::size_t i = first; i < last; ++i) model.add(layers_[i]);
    model.build({features});
    model.set_weights(all(first, last));
    return model;
  }

  /// Keeps these units of what layer i puts out, or works on.
  void keep_units(std::size_t i, const Kept& kept) {
    if (const layers::Dense* given = dense(i)) {
      layers::Dense smaller = *given;
      smaller.units = static_cast<std::int64_t>(kept.size());
      layers_[i] = Layer(std::move(smaller));
    }
    for (Weight& weight : weights_[names_[i]]) weight.values = columns_of(weight.values, kept);
  }
  /// Keeps these features of what the Dense layer i takes in. With the neural tangent's
  /// parametrization the kernel is divided by the root of their number.
  void keep_features(std::size_t i, const Kept& kept) {
    Array& kernel = find(i, "kernel")->values;
    const double factor =
        dense(i)->neural_tangent
            ? std::sqrt(static_cast<double>(kept.size()) / static_cast<double>(kernel.shape()[0]))
            : 1.0;
    kernel = rows_of(kernel, kept, factor);
  }
  /// Sets a row (axis 0) or a column (axis 1) of the kernel of the Dense layer i to 0.
  void clear(std::size_t i, int axis, std::int64_t index) {
    Array& kernel = find(i, "kernel")->values;
    const std::int64_t columns = kernel.shape().back();
    const std::span<float> values = kernel.mutable_data<float>();
    for (std::int64_t k = 0; k < kernel.size(); ++k) {
      if ((axis == 0 ? k / columns : k % columns) == index) values[static_cast<std::size_t>(k)] = 0;
    }
  }
  /// Adds to the bias of the Dense layer i, which gets one where it has none.
  void add_to_bias(std::size_t i, const std::vector<double>& terms) {
    if (std::all_of(terms.begin(), terms.end(), [](double term) { return term == 0; })) return;
    if (!dense(i)->use_bias) {
      layers::Dense biased = *dense(i);
      biased.use_bias = true;
      layers_[i] = Layer(std::move(biased));
      weights_[names_[i]].push_back({"bias", Array({static_cast<std::int64_t>(terms.size())},
                                                   std::vector<float>(terms.size(), 0.0f))});
    }
    const std::span<float> bias = find(i, "bias")->values.mutable_data<float>();
    for (std::size_t k = 0; k < terms.size(); ++k)
      bias[k] = static_cast<float>(static_cast<double>(bias[k]) + terms[k]);
  }

  /// The model for samples of this shape.
  Sequential whole(const Shape& sample) const {
    Sequential model;
    for (const Layer& layer : layers_)
      model.add(model.layers().empty() ? for_samples(layer, sample) : layer);
    model.build(sample);
    model.set_weights(all(0, layers_.size()));
    return model;
  }

 private:
  /// The layer with this input_shape, where it has one.
  static Layer for_samples(const Layer& layer, const Shape& sample) {
    if (!layer.input_shape() || layer.input_shape().shape() == sample) return layer;
    const Config described = layer.config();
    Config arguments = *described.find("config");
    Config::List sizes;
    for (const std::int64_t size : sample) sizes.push_back(size);
    for (const char* name : {"input_shape", "shape"}) {
      if (arguments.find(name) != nullptr) arguments.set(name, sizes);
    }
    return FieldValue<Layer>::read(
               Config::map({{"class_name", *described.find("class_name")}, {"config", arguments}}))
        .value();
  }

  struct Weight {
    std::string name;
    Array values;
  };

  const Weight* find(std::size_t i, std::string_view name) const {
    const auto of_layer = weights_.find(names_[i]);
    if (of_layer == weights_.end()) return nullptr;
    for (const Weight& weight : of_layer->second) {
      if (weight.name == name) return &weight;
    }
    return nullptr;
  }
  Weight* find(std::size_t i, std::string_view name) {
    return const_cast<Weight*>(std::as_const(*this).find(i, name));
  }

  std::vector<Array> all(std::size_t first, std::size_t last) const {
    std::vector<Array> values;
    for (std::size_t i = first; i < last; ++i) {
      const auto of_layer = weights_.find(names_[i]);
      if (of_layer == weights_.end()) continue;
      for (const Weight& weight : of_layer->second) values.push_back(weight.values);
    }
    return values;
  }

  static Array columns_of(const Array& values, const Kept& kept) {
    const std::int64_t columns = values.shape().back(), rows = values.size() / columns;
    std::vector<std::int64_t> sizes = values.shape().dims();
    sizes.back() = static_cast<std::int64_t>(kept.size());
    std::vector<float> result;
    for (std::int64_t r = 0; r < rows; ++r) {
      for (const std::int64_t c : kept)
        result.push_back(values.data<float>()[static_cast<std::size_t>(r * columns + c)]);
    }
    return Array(Shape(std::move(sizes)), result);
  }

  static Array rows_of(const Array& kernel, const Kept& kept, double factor) {
    const std::int64_t columns = kernel.shape().back();
    std::vector<float> result;
    for (const std::int64_t r : kept) {
      for (std::int64_t c = 0; c < columns; ++c) {
        const float value = kernel.data<float>()[static_cast<std::size_t>(r * columns + c)];
        result.push_back(factor == 1 ? value
                                     : static_cast<float>(static_cast<double>(value) * factor));
      }
    }
    return Array({static_cast<std::int64_t>(kept.size()), columns}, result);
  }

  std::vector<std::string> names_;
  std::vector<Layer> layers_;
  std::map<std::string, std::vector<Weight>> weights_;
};

/// The stretch from what makes units to the Dense layer that reads them, with only unitwise layers
/// between. The model's inputs are made by nothing: `from` is then none.
struct Stretch {
  std::optional<std::size_t> from;
  std::size_t first = 0, reader = 0;  ///< the layers [first, reader) lie between
};

std::vector<Stretch> stretches_of(const Chain& chain, bool inputs) {
  std::vector<Stretch> result;
  std::optional<Stretch> open;
  if (inputs) open = Stretch{};
  for (std::size_t i = 0; i < chain.size(); ++i) {
    if (chain.layer(i).as<layers::Input>() != nullptr) {
      if (open) open->first = i + 1;
    } else if (const layers::Dense* dense = chain.dense(i)) {
      if (open) {
        open->reader = i;
        result.push_back(*open);
      }
      open.reset();
      if (!mixes_units(dense->activation)) open = Stretch{i, i + 1, 0};
    } else if (!is_unitwise(chain.layer(i))) {
      open.reset();
    }
  }
  return result;
}

bool is_zero_column(std::span<const float> kernel, std::int64_t columns, std::int64_t column) {
  for (std::size_t at = static_cast<std::size_t>(column); at < kernel.size();
       at += static_cast<std::size_t>(columns)) {
    if (kernel[at] != 0) return false;
  }
  return true;
}

/// Removes units of one stretch; says whether there were any. `inputs`: those of the model that are
/// left.
bool cut(Chain& chain, const Stretch& stretch, Kept& inputs) {
  const std::int64_t units = chain.features(stretch.reader);
  const std::span<const float> reads = chain.weight(stretch.reader, "kernel");
  const std::int64_t outputs = static_cast<std::int64_t>(reads.size()) / units;
  const auto is_constant = [&](std::int64_t unit) {
    if (stretch.from && is_zero_column(chain.weight(*stretch.from, "kernel"), units, unit))
      return true;
    for (std::size_t i = stretch.first; i < stretch.reader; ++i) {
      for (const char* factor : {"scale", "gamma"}) {
        const std::span<const float> values = chain.weight(i, factor);
        if (!values.empty() && values[static_cast<std::size_t>(unit)] == 0) return true;
      }
    }
    return false;
  };
  Kept kept, constant;
  for (std::int64_t unit = 0; unit < units; ++unit) {
    const auto row =
        reads.subspan(static_cast<std::size_t>(unit * outputs), static_cast<std::size_t>(outputs));
    const bool is_read = std::any_of(row.begin(), row.end(), [](float w) { return w != 0; });
    if (!is_read) continue;
    (is_constant(unit) ? constant : kept).push_back(unit);
  }
  // A layer has a unit at least: one that nobody reads and that reads nothing.
  const bool none = kept.empty();
  if (none) kept.push_back(0);
  if (static_cast<std::int64_t>(kept.size()) == units && constant.empty()) return false;

  if (!constant.empty()) {
    // What those units always are, as the layers themselves compute it.
    const std::size_t begin = stretch.from.value_or(stretch.first);
    const std::int64_t width = stretch.from ? chain.features(begin) : units;
    std::vector<double> values(static_cast<std::size_t>(units), 0);
    if (begin < stretch.reader) {
      const Array row({1, width}, std::vector<float>(static_cast<std::size_t>(width), 0.0f));
      const Array output = chain.part(begin, stretch.reader, width).predict(row);
      for (const std::int64_t unit : constant)
        values[static_cast<std::size_t>(unit)] = output.at(unit);
    }
    const double divisor =
        chain.dense(stretch.reader)->neural_tangent ? std::sqrt(static_cast<double>(units)) : 1.0;
    std::vector<double> terms(static_cast<std::size_t>(outputs), 0);
    for (const std::int64_t unit : constant) {
      for (std::int64_t k = 0; k < outputs; ++k) {
        terms[static_cast<std::size_t>(k)] +=
            values[static_cast<std::size_t>(unit)] *
            static_cast<double>(reads[static_cast<std::size_t>(unit * outputs + k)]) / divisor;
      }
    }
    chain.add_to_bias(stretch.reader, terms);
  }
  if (none) {
    chain.clear(stretch.reader, 0, 0);
    if (stretch.from) chain.clear(*stretch.from, 1, 0);
  }
  for (std::size_t i = stretch.from.value_or(stretch.first); i < stretch.reader; ++i)
    chain.keep_units(i, kept);
  chain.keep_features(stretch.reader, kept);
  if (!stretch.from) {
    Kept left;
    for (const std::int64_t unit : kept) left.push_back(inputs[static_cast<std::size_t>(unit)]);
    inputs = std::move(left);
  }
  return true;
}

std::int64_t units_of(const Sequential& model) {
  std::int64_t units = 0;
  for (const Layer& layer : model.layers()) {
    if (const auto* dense = layer.as<layers::Dense>()) units += dense->units;
  }
  return units;
}

std::int64_t parameters_of(const Sequential& model) {
  std::int64_t count = 0;
  for (const Array& weight : model.get_weights()) count += weight.size();
  return count;
}

}  // namespace

Shrunk shrink(const Sequential& model, const ShrinkOptions& options) {
  const models::Network& network = models::Parts::network(model, "shrink");
  const Shape sample = network.blueprint()->topology().inputs[0].shape;
  Shrunk result;
  result.units_before = units_of(model);
  result.parameters_before = parameters_of(model);
  result.inputs.resize(static_cast<std::size_t>(sample.back()));
  std::iota(result.inputs.begin(), result.inputs.end(), 0);

  Chain chain(model);
  for (bool again = true; again;) {
    again = false;
    // From the last on: a unit that is gone may have been the only reader of those before.
    std::vector<Stretch> stretches = stretches_of(chain, options.inputs);
    for (auto stretch = stretches.rbegin(); stretch != stretches.rend(); ++stretch)
      again = cut(chain, *stretch, result.inputs) || again;
  }
  std::vector<std::int64_t> sizes = sample.dims();
  sizes.back() = static_cast<std::int64_t>(result.inputs.size());
  result.model = chain.whole(Shape(std::move(sizes)));
  if (const auto& compiled = network.blueprint()->options()) {
    result.model.compile(*compiled);
    const std::vector<std::string> paths = result.model.hyper_paths();
    for (const std::string& path : model.hyper_paths()) {
      if (std::find(paths.begin(), paths.end(), path) != paths.end())
        result.model.set_hyper(path, model.hyper(path));
    }
  }
  result.units = units_of(result.model);
  result.parameters = parameters_of(result.model);
  return result;
}

}  // namespace occam::selection
