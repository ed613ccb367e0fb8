#include "occam/selection/unit_groups.h"

#include <algorithm>

#include "occam/activations/softmax.h"
#include "occam/layers/activation.h"
#include "occam/layers/activity_regularization.h"
#include "occam/layers/add.h"
#include "occam/layers/alpha_dropout.h"
#include "occam/layers/batch_normalization.h"
#include "occam/layers/clip.h"
#include "occam/layers/concatenate.h"
#include "occam/layers/dense.h"
#include "occam/layers/dropout.h"
#include "occam/layers/elu.h"
#include "occam/layers/embedding.h"
#include "occam/layers/flatten.h"
#include "occam/layers/gaussian_dropout.h"
#include "occam/layers/gaussian_noise.h"
#include "occam/layers/identity.h"
#include "occam/layers/leaky_re_lu.h"
#include "occam/layers/normalization.h"
#include "occam/layers/one_hot_embedding.h"
#include "occam/layers/p_re_lu.h"
#include "occam/layers/parametric_activation.h"
#include "occam/layers/periodic_embedding.h"
#include "occam/layers/re_lu.h"
#include "occam/layers/rescaling.h"
#include "occam/layers/scaling.h"
#include "occam/layers/smooth_clip.h"

namespace occam::selection {
namespace {

using Groups = std::vector<std::size_t>;

template <class... Layers>
bool is_one_of(const Layer& layer) {
  return ((layer.as<Layers>() != nullptr) || ...);
}

bool is_last_axis(std::int64_t axis, std::int64_t sample_rank) {
  return axis == -1 || axis == sample_rank;  // the batch is axis 0
}

}  // namespace

bool mixes_units(const Activation& activation) {
  return activation.as<activations::Softmax>() != nullptr;
}

bool is_unitwise(const Layer& layer, std::int64_t rank) {
  if (const auto* activation = layer.as<layers::Activation>())
    return !mixes_units(activation->activation);
  if (const auto* parametric = layer.as<layers::ParametricActivation>())
    return !mixes_units(parametric->activation);
  if (const auto* normalization = layer.as<layers::Normalization>()) {
    const std::vector<std::int64_t>& axes = normalization->axis.axes();
    return axes.empty() || (axes.size() == 1 && is_last_axis(axes[0], rank));
  }
  if (const auto* normalization = layer.as<layers::BatchNormalization>())
    return is_last_axis(normalization->axis, rank);
  if (const auto* slopes = layer.as<layers::PReLU>())  // alpha has the shape of a sample
    return rank == 1 && slopes->shared_axes.shape().rank() == 0;
  return is_one_of<layers::ActivityRegularization, layers::AlphaDropout, layers::Clip,
                   layers::Dropout, layers::ELU, layers::GaussianDropout, layers::GaussianNoise,
                   layers::Identity, layers::LeakyReLU, layers::ReLU, layers::Rescaling,
                   layers::Scaling, layers::SmoothClip>(layer);
}

UnitGroups::UnitGroups(const ModelPieces& pieces, const models::Topology& flat,
                       const std::vector<Shape>& shapes)
    : pieces_(pieces) {
  for (const models::Topology::Input& input : flat.inputs)
    values_.push_back(fresh(input.shape.back()));
  for (const models::Topology::Call& call : flat.calls) {
    std::vector<Shape> inputs;
    for (const std::size_t value : call.inputs) inputs.push_back(shapes[value]);
    values_.push_back(called(call, flat.layers[call.layer], inputs, shapes[values_.size()]));
  }
  for (const models::Topology::Output& output : flat.outputs) pin_all(values_[output.value]);
  // From now on every group is known by its root.
  for (Groups& groups : values_) {
    for (std::size_t& group : groups) group = root(group);
  }
  for (WeightAxis& axis : axes_) {
    for (std::size_t& group : axis.groups) group = root(group);
  }
}

std::vector<std::size_t> UnitGroups::called(const models::Topology::Call& call,
                                            const models::NamedLayer& named,
                                            const std::vector<Shape>& inputs, const Shape& output) {
  const Layer& layer = named.layer;
  const std::string path = named.name + "/";
  const Groups& in = values_[call.inputs[0]];
  const auto all_inputs = [&](const auto& visit) {
    for (const std::size_t value : call.inputs) visit(values_[value]);
  };
  if (const auto* dense = layer.as<layers::Dense>()) {
    Groups out = fresh(output.back());
    tie(path + "kernel", 0, in);
    tie(path + "kernel", 1, out);
    if (dense->use_bias) tie(path + "bias", 0, out);
    if (mixes_units(dense->activation)) pin_all(out);
    return out;
  }
  if (layer.as<layers::Embedding>() != nullptr) {
    Groups out = fresh(output.back());
    tie(path + "embeddings", 1, out);
    pin_all(in);
    return out;
  }
  if (is_unitwise(layer, inputs[0].rank())) {
    for (const std::string& weight : pieces_.weights_of(named.name)) tie(weight, 0, in);
    return in;
  }
  if (layer.as<layers::Flatten>() != nullptr) {
    Groups out;
    while (static_cast<std::int64_t>(out.size()) < output.back())
      out.insert(out.end(), in.begin(), in.end());
    return out;
  }
  if (const auto* concatenate = layer.as<layers::Concatenate>()) {
    if (!is_last_axis(concatenate->axis, output.rank())) {
      all_inputs([&](const Groups& groups) { tie(in, groups); });
      return in;
    }
    Groups out;
    all_inputs([&](const Groups& groups) { out.insert(out.end(), groups.begin(), groups.end()); });
    return out;
  }
  if (layer.as<layers::Add>() != nullptr &&
      std::all_of(inputs.begin(), inputs.end(), [&](const Shape& shape) {
        return shape.rank() > 0 && shape.back() == output.back();
      })) {
    all_inputs([&](const Groups& groups) { tie(in, groups); });
    return in;
  }
  if (const auto* periodic = layer.as<layers::PeriodicEmbedding>()) {
    // A column and its waves go together.
    Groups embedded, out = in;
    for (const Int column : periodic->columns)
      embedded.push_back(in[static_cast<std::size_t>(column)]);
    if (periodic->columns.empty()) embedded = in;
    for (const std::size_t group : embedded)
      out.insert(out.end(), static_cast<std::size_t>(periodic->units), group);
    for (const std::string& weight : pieces_.weights_of(named.name)) tie(weight, 0, embedded);
    return out;
  }
  if (const auto* one_hot = layer.as<layers::OneHotEmbedding>()) {
    // The columns of a text and its vector go together.
    Groups embedded, out, vectors;
    std::size_t column = 0;
    for (std::size_t g = 0; g < one_hot->starts.size(); ++g) {
      const auto start = static_cast<std::size_t>(one_hot->starts[g]);
      const std::size_t end = start + static_cast<std::size_t>(one_hot->sizes[g]);
      for (; column < start; ++column) out.push_back(in[column]);
      for (; column < end; ++column) {
        tie(in[start], in[column]);
        embedded.push_back(in[start]);
      }
      vectors.insert(vectors.end(), static_cast<std::size_t>(one_hot->output_dim), in[start]);
    }
    for (; column < in.size(); ++column) out.push_back(in[column]);
    out.insert(out.end(), vectors.begin(), vectors.end());
    tie(path + "embeddings", 0, embedded);
    return out;
  }
  all_inputs([&](const Groups& groups) { pin_all(groups); });
  Groups out = output.rank() == 0 ? Groups() : fresh(output.back());
  pin_all(out);
  return out;
}

std::vector<std::size_t> UnitGroups::fresh(std::int64_t count) {
  Groups groups;
  for (std::int64_t i = 0; i < count; ++i) {
    groups.push_back(parents_.size());
    parents_.push_back(parents_.size());
    pinned_.push_back(false);
  }
  return groups;
}

std::size_t UnitGroups::root(std::size_t group) const {
  while (parents_[group] != group) group = parents_[group];
  return group;
}

// Under the older root: chains stay short, as groups are tied in the order of the calls.
void UnitGroups::tie(std::size_t a, std::size_t b) {
  const std::size_t ra = root(a), rb = root(b), older = std::min(ra, rb);
  pinned_[older] = pinned_[ra] || pinned_[rb];
  parents_[ra] = parents_[rb] = parents_[a] = parents_[b] = older;
}

void UnitGroups::tie(const Groups& a, const Groups& b) {
  for (std::size_t i = 0; i < a.size(); ++i) tie(a[i], b[i]);
}

void UnitGroups::tie(const std::string& weight, std::int64_t axis, const Groups& groups) {
  for (const WeightAxis& known : axes_) {
    if (known.weight == weight && known.axis == axis) return tie(known.groups, groups);
  }
  axes_.push_back({weight, axis, groups});
}

void UnitGroups::pin_all(const Groups& groups) {
  for (const std::size_t group : groups) pin(group);
}

}  // namespace occam::selection
