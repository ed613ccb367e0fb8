#include "occam/selection/shrink.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "occam/layers/dense.h"
#include "occam/layers/embedding.h"
#include "occam/layers/normalization.h"
#include "occam/layers/one_hot_embedding.h"
#include "occam/layers/periodic_embedding.h"
#include "occam/models/blueprint.h"
#include "occam/models/parts.h"
#include "occam/selection/constant_units.h"
#include "occam/selection/fold_batch_normalization.h"
#include "occam/selection/unit_groups.h"

namespace occam::selection {
namespace {

using models::Topology;

/// A Dense layer as the search sees it: columns read rows.
struct Product {
  std::string path;
  std::int64_t rows = 0, columns = 0;
  std::vector<std::size_t> row_groups = {}, column_groups = {};
  /// What a row is always multiplied with, where all calls agree on it; NaN elsewhere.
  std::vector<double> constants = {};

  bool reads(std::span<const float> kernel, std::int64_t row, std::int64_t column) const {
    return kernel[static_cast<std::size_t>(row * columns + column)] != 0 &&
           std::isnan(constants[static_cast<std::size_t>(row)]);
  }
};

/// Finds out which units are needed and cuts the pieces down to them.
class Cutter {
 public:
  Cutter(ModelPieces& pieces, const ShrinkOptions& options)
      : pieces_(pieces),
        flat_(pieces.flat()),
        shapes_(shapes_of(flat_.topology)),
        groups_(pieces, flat_.topology, shapes_),
        live_(groups_.count(), false),
        kept_(groups_.count(), false) {
    pin_inputs(options);
    for (std::size_t i = 0; i < flat_.topology.layers.size(); ++i) {
      if (flat_.topology.layers[i].layer.as<layers::Dense>() != nullptr)
        products_.push_back(product_of(i));
    }
    find_constants();
    find_live();
    keep_one_each();
  }

  void cut() {
    for (const Product& product : products_) {
      fold_constants(product);
      clear_idle(product);
    }
    for (const UnitGroups::WeightAxis& axis : groups_.axes()) {
      const Kept kept = kept_of(axis.groups);
      if (kept.empty()) continue;  // of a PeriodicEmbedding that goes
      if (axis.axis == 0 && is_scaled_by_features(axis.weight)) rescale(axis.weight, kept.size());
      pieces_.keep(axis.weight, axis.axis, kept);
    }
    std::set<std::size_t> seen;
    for (std::size_t c = 0; c < flat_.topology.calls.size(); ++c) {
      const Topology::Call& call = flat_.topology.calls[c];
      if (seen.insert(call.layer).second) cut_layer(call, flat_.topology.inputs.size() + c);
    }
  }

  /// By path of models inside, for ModelPieces::whole.
  std::map<std::string, std::vector<Shape>> input_shapes() const {
    std::map<std::string, std::vector<Shape>> shapes;
    for (const auto& [path, values] : flat_.entries) {
      for (const std::size_t value : values) shapes[path].push_back(shape_of(value));
    }
    return shapes;
  }
  std::vector<Kept> features() const {
    std::vector<Kept> features;
    for (std::size_t i = 0; i < flat_.topology.inputs.size(); ++i)
      features.push_back(kept_of(groups_.of(i)));
    return features;
  }

 private:
  void pin_inputs(const ShrinkOptions& options) {
    for (std::size_t i = 0; i < flat_.topology.inputs.size(); ++i) {
      const std::vector<std::size_t>& features = groups_.of(i);
      for (std::size_t k = 0; k < features.size(); ++k) {
        const auto& needed = options.needed;
        if (!options.inputs || (i == 0 && std::find(needed.begin(), needed.end(),
                                                    static_cast<std::int64_t>(k)) != needed.end()))
          groups_.pin(features[k]);
      }
    }
  }

  Product product_of(std::size_t layer) const {
    Product product{flat_.topology.layers[layer].name};
    for (const UnitGroups::WeightAxis& axis : groups_.axes()) {
      if (axis.weight != product.path + "/kernel") continue;
      (axis.axis == 0 ? product.row_groups : product.column_groups) = axis.groups;
    }
    product.rows = static_cast<std::int64_t>(product.row_groups.size());
    product.columns = static_cast<std::int64_t>(product.column_groups.size());
    product.constants.assign(product.row_groups.size(), std::nan(""));
    return product;
  }

  void find_constants() {
    const auto constant = constant_units(pieces_, flat_.topology, shapes_);
    const auto some = [](const std::vector<bool>& flags) {
      return std::find(flags.begin(), flags.end(), true) != flags.end();
    };
    std::vector<std::size_t> wanted;  // what Dense layers read
    for (const Topology::Call& call : flat_.topology.calls) {
      if (flat_.topology.layers[call.layer].layer.as<layers::Dense>() != nullptr &&
          some(constant[call.inputs[0]]))
        wanted.push_back(call.inputs[0]);
    }
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    const auto values = constants_of(pieces_, flat_.topology, wanted);
    for (Product& product : products_) {
      bool first = true;
      for (const Topology::Call& call : flat_.topology.calls) {
        if (flat_.topology.layers[call.layer].name != product.path) continue;
        const auto at = std::lower_bound(wanted.begin(), wanted.end(), call.inputs[0]);
        const bool known = at != wanted.end() && *at == call.inputs[0];
        for (std::size_t r = 0; r < product.constants.size(); ++r) {
          const double own = known && constant[call.inputs[0]][r]
                                 ? values[static_cast<std::size_t>(at - wanted.begin())][r]
                                 : std::nan("");
          if (first) {
            product.constants[r] = own;
          } else if (!(product.constants[r] == own)) {
            product.constants[r] = std::nan("");
          }
        }
        first = false;
      }
    }
  }

  /// What the outputs depend on, backwards from what has to stay.
  void find_live() {
    std::vector<std::vector<std::pair<std::size_t, std::int64_t>>> columns_of(groups_.count());
    for (std::size_t p = 0; p < products_.size(); ++p) {
      for (std::int64_t k = 0; k < products_[p].columns; ++k)
        columns_of[products_[p].column_groups[static_cast<std::size_t>(k)]].emplace_back(p, k);
    }
    std::vector<std::size_t> open;
    for (std::size_t group = 0; group < groups_.count(); ++group) {
      if (!groups_.is_free(group)) {
        live_[group] = true;
        open.push_back(group);
      }
    }
    while (!open.empty()) {
      const std::size_t group = open.back();
      open.pop_back();
      for (const auto& [p, column] : columns_of[group]) {
        const Product& product = products_[p];
        const std::span<const float> kernel = pieces_.values(product.path + "/kernel");
        for (std::int64_t row = 0; row < product.rows; ++row) {
          const std::size_t source = product.row_groups[static_cast<std::size_t>(row)];
          if (live_[source] || !product.reads(kernel, row, column)) continue;
          live_[source] = true;
          open.push_back(source);
        }
      }
    }
    kept_ = live_;
  }

  /// A layer has a unit at least: one that nobody reads and that reads nothing.
  void keep_one_each() {
    for (std::size_t value = 0; value < shapes_.size(); ++value) {
      const std::vector<std::size_t>& groups = groups_.of(value);
      if (!groups.empty() && kept_of(groups).empty()) kept_[groups[0]] = true;
    }
  }

  /// What removed units always give goes into the biases of those that read them.
  void fold_constants(const Product& product) {
    const std::span<const float> kernel = pieces_.values(product.path + "/kernel");
    const bool scaled = is_scaled_by_features(product.path + "/kernel");
    const double divisor = scaled ? std::sqrt(static_cast<double>(product.rows)) : 1.0;
    std::vector<double> terms(static_cast<std::size_t>(product.columns), 0.0);
    for (std::int64_t row = 0; row < product.rows; ++row) {
      if (live_[product.row_groups[static_cast<std::size_t>(row)]]) continue;
      const double constant = product.constants[static_cast<std::size_t>(row)];
      for (std::int64_t k = 0; k < product.columns; ++k) {
        const double weight = kernel[static_cast<std::size_t>(row * product.columns + k)];
        if (weight != 0 && live_[product.column_groups[static_cast<std::size_t>(k)]])
          terms[static_cast<std::size_t>(k)] += constant * weight / divisor;
      }
    }
    const bool had_bias = pieces_.has_weight(product.path + "/bias");
    pieces_.add_to_bias(product.path, terms);
    if (!had_bias && pieces_.has_weight(product.path + "/bias"))
      pieces_.keep(product.path + "/bias", 0, kept_of(product.column_groups));
  }

  /// What is kept only so that a layer has a unit.
  void clear_idle(const Product& product) {
    const auto is_idle = [&](std::size_t group) { return kept_[group] && !live_[group]; };
    const auto& rows = product.row_groups;
    const auto& columns = product.column_groups;
    if (std::none_of(rows.begin(), rows.end(), is_idle) &&
        std::none_of(columns.begin(), columns.end(), is_idle))
      return;
    const std::span<float> values = pieces_.weight(product.path + "/kernel").mutable_data<float>();
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (is_idle(rows[i / columns.size()]) || is_idle(columns[i % columns.size()])) values[i] = 0;
    }
  }

  bool is_scaled_by_features(const std::string& weight) const {
    if (!weight.ends_with("/kernel")) return false;
    const auto* dense = pieces_.layer(weight.substr(0, weight.size() - 7)).as<layers::Dense>();
    return dense != nullptr && dense->neural_tangent;
  }
  /// With the neural tangent's parametrization the kernel is divided by the root of its rows.
  void rescale(const std::string& kernel, std::size_t rows) {
    Array& values = pieces_.weight(kernel);
    const double factor =
        std::sqrt(static_cast<double>(rows) / static_cast<double>(values.shape()[0]));
    if (factor == 1) return;
    for (float& value : values.mutable_data<float>())
      value = static_cast<float>(double{value} * factor);
  }

  void cut_layer(const Topology::Call& call, std::size_t output) {
    const models::NamedLayer& named = flat_.topology.layers[call.layer];
    const std::size_t input = call.inputs[0];
    const auto width = static_cast<std::int64_t>(kept_of(groups_.of(output)).size());
    const Layer& layer = pieces_.layer(named.name);
    Layer smaller = layer;
    if (const auto* dense = layer.as<layers::Dense>()) {
      layers::Dense cut = *dense;
      cut.units = width;
      smaller = Layer(std::move(cut));
    } else if (const auto* embedding = layer.as<layers::Embedding>()) {
      layers::Embedding cut = *embedding;
      cut.output_dim = width;
      smaller = Layer(std::move(cut));
    } else if (const auto* normalization = layer.as<layers::Normalization>()) {
      smaller = cut_normalization(*normalization, kept_of(groups_.of(input)));
    } else if (const auto* periodic = layer.as<layers::PeriodicEmbedding>()) {
      layers::PeriodicEmbedding cut = *periodic;
      if (!periodic->columns.empty()) cut.columns = columns_left(*periodic, groups_.of(input));
      if (!periodic->columns.empty() && cut.columns.empty()) return pieces_.remove(named.name);
      smaller = Layer(std::move(cut));
    } else if (const auto* one_hot = layer.as<layers::OneHotEmbedding>()) {
      layers::OneHotEmbedding cut = groups_left(*one_hot, groups_.of(input));
      if (cut.starts.empty()) return pieces_.remove(named.name);
      smaller = Layer(std::move(cut));
    } else if (!layer.input_shape()) {
      return;
    }
    pieces_.replace(named.name, for_samples(smaller, shape_of(input)));
  }

  static Layer cut_normalization(layers::Normalization layer, const Kept& kept) {
    for (ArrayArgument layers::Normalization::*member :
         {&layers::Normalization::mean, &layers::Normalization::variance}) {
      const Array& given = (layer.*member).array();
      if (given.size() <= 1) continue;  // one of all
      std::vector<double> left;
      for (const std::int64_t place : kept) left.push_back(given.at(place));
      layer.*member = Array({static_cast<std::int64_t>(left.size())}, left).astype(given.dtype());
    }
    return layer;
  }

  /// With the groups that stay, at their new places.
  layers::OneHotEmbedding groups_left(layers::OneHotEmbedding layer,
                                      const std::vector<std::size_t>& groups) const {
    const std::vector<Int> starts = std::exchange(layer.starts, {});
    const std::vector<Int> sizes = std::exchange(layer.sizes, {});
    for (std::size_t g = 0; g < starts.size(); ++g) {
      const auto start = static_cast<std::ptrdiff_t>(starts[g]);
      if (!kept_[groups[static_cast<std::size_t>(start)]]) continue;
      layer.starts.emplace_back(
          std::count_if(groups.begin(), groups.begin() + start,
                        [&](std::size_t group) { return bool{kept_[group]}; }));
      layer.sizes.push_back(sizes[g]);
    }
    return layer;
  }

  /// Their new places.
  std::vector<Int> columns_left(const layers::PeriodicEmbedding& layer,
                                const std::vector<std::size_t>& groups) const {
    std::vector<Int> columns;
    std::int64_t place = 0;
    for (std::size_t k = 0; k < groups.size(); ++k) {
      if (!kept_[groups[k]]) continue;
      if (std::find(layer.columns.begin(), layer.columns.end(), static_cast<std::int64_t>(k)) !=
          layer.columns.end())
        columns.emplace_back(place);
      ++place;
    }
    return columns;
  }

  Kept kept_of(const std::vector<std::size_t>& groups) const {
    Kept kept;
    for (std::size_t k = 0; k < groups.size(); ++k) {
      if (kept_[groups[k]]) kept.push_back(static_cast<std::int64_t>(k));
    }
    return kept;
  }
  Shape shape_of(std::size_t value) const {
    std::vector<std::int64_t> sizes = shapes_[value].dims();
    if (!sizes.empty()) sizes.back() = static_cast<std::int64_t>(kept_of(groups_.of(value)).size());
    return Shape(std::move(sizes));
  }

  ModelPieces& pieces_;
  const FlatTopology flat_;
  const std::vector<Shape> shapes_;
  UnitGroups groups_;
  std::vector<Product> products_;
  std::vector<bool> live_, kept_;  ///< by group
};

Sequential put_together(const Sequential& old, const Topology& topology) {
  std::vector<Layer> layers;
  if (!old.layers().empty() && old.layers()[0].is_input())
    layers.push_back(for_samples(old.layers()[0], topology.inputs[0].shape));
  const std::size_t inputs = layers.size();
  for (const models::NamedLayer& named : topology.layers) layers.push_back(named.layer);
  // Layers are numbered by their class: one that is gone would give others another name.
  const std::vector<std::string> names = models::names_of(layers);
  for (std::size_t i = inputs; i < layers.size(); ++i) {
    const std::string& name = topology.layers[i - inputs].name;
    if (names[i] != name) layers[i] = with_argument(layers[i], "name", name);
  }
  Sequential model;
  for (Layer& layer : layers) model.add(std::move(layer));
  model.build(topology.inputs[0].shape);
  return model;
}

Model put_together(const Model& old, Topology topology) {
  return models::Parts::functional(std::string(models::Parts::kind(old)), std::move(topology));
}

template <class Kind>
Shrunk<Kind> shrunk(const Kind& model, const ShrinkOptions& options) {
  const models::Network& network = models::Parts::network(model, "shrink");
  ModelPieces pieces(model, network.topology());
  if (options.fold_batch_normalization) fold_batch_normalization(pieces, model);
  Cutter cutter(pieces, options);
  cutter.cut();
  Shrunk<Kind> result{put_together(model, pieces.whole(cutter.input_shapes())),
                      cutter.features(),
                      size_of(model),
                      {}};
  pieces.fill(result.model);
  if (const auto& compiled = network.blueprint()->options()) {
    result.model.compile(*compiled);
    const std::vector<std::string> paths = result.model.hyper_paths();
    const std::set<std::string_view> known(paths.begin(), paths.end());
    for (const std::string& path : model.hyper_paths()) {
      if (known.contains(path)) result.model.set_hyper(path, model.hyper(path));
    }
  }
  result.after = size_of(result.model);
  return result;
}

}  // namespace

ModelSize size_of(const Trainable& model) {
  const models::Network& network = models::Parts::network(model, "size_of");
  ModelSize size;
  for (const models::NamedLayer& named : flattened(network.topology()).topology.layers) {
    if (const auto* dense = named.layer.as<layers::Dense>()) size.units += dense->units;
  }
  for (const layers::Declared::Weight& weight : network.weight_list())
    size.parameters += network.layout()[weight.variable].shape.size();
  size.bytes = network.blueprint()->weight_bytes();
  return size;
}

Shrunk<Sequential> shrink(const Sequential& model, const ShrinkOptions& options) {
  return shrunk(model, options);
}
Shrunk<Model> shrink(const Model& model, const ShrinkOptions& options) {
  return shrunk(model, options);
}

}  // namespace occam::selection
