#include "occam/selection/fold_batch_normalization.h"

#include <cmath>
#include <utility>

#include "occam/activations/linear.h"
#include "occam/layers/batch_normalization.h"
#include "occam/layers/dense.h"
#include "occam/layers/dropout.h"
#include "occam/selection/flat_topology.h"
#include "occam/selection/unit_groups.h"

namespace occam::selection {
namespace {

using models::Topology;

/// y = factor * x + shift.
struct Affine {
  std::vector<double> factor, shift;
};

std::string model_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

class Folder {
 public:
  Folder(ModelPieces& pieces, const Trainable& model)
      : pieces_(pieces), model_(model), flat_(pieces.flat().topology), shapes_(shapes_of(flat_)) {
    calls_.resize(flat_.layers.size());
    readers_.resize(flat_.inputs.size() + flat_.calls.size());
    is_output_.resize(readers_.size());
    for (std::size_t c = 0; c < flat_.calls.size(); ++c) {
      ++calls_[flat_.calls[c].layer];
      for (const std::size_t value : flat_.calls[c].inputs) readers_[value].push_back(c);
    }
    for (const Topology::Output& output : flat_.outputs) is_output_[output.value] = true;
  }

  void fold_all() {
    for (std::size_t c = 0; c < flat_.calls.size(); ++c) {
      const models::NamedLayer& named = layer_of(c);
      const std::int64_t rank = shapes_[flat_.calls[c].inputs[0]].rank();
      // A kernel's rows and columns are of the last axis.
      if (named.layer.as<layers::BatchNormalization>() == nullptr ||
          !is_unitwise(named.layer, rank) || calls_[flat_.calls[c].layer] > 1)
        continue;
      if (fold_back(c) || fold_forward(c)) pieces_.remove(named.name);
    }
  }

 private:
  const models::NamedLayer& layer_of(std::size_t call) const {
    return flat_.layers[flat_.calls[call].layer];
  }
  std::size_t value_of(std::size_t call) const { return flat_.inputs.size() + call; }
  /// The layer as far as it was changed, where it is a Dense called once in the model of `beside`.
  const layers::Dense* lone_dense(std::size_t call, const std::string& beside) const {
    const models::NamedLayer& named = layer_of(call);
    if (calls_[flat_.calls[call].layer] > 1 || model_of(named.name) != model_of(beside))
      return nullptr;
    return pieces_.layer(named.name).as<layers::Dense>();
  }

  Affine affine_of(const std::string& path) const {
    const auto gamma = pieces_.values(path + "/gamma"), beta = pieces_.values(path + "/beta");
    const auto mean = pieces_.values(path + "/moving_mean");
    const auto variance = pieces_.values(path + "/moving_variance");
    const double epsilon = model_.hyper(path + "/epsilon");
    Affine affine;
    for (std::size_t k = 0; k < mean.size(); ++k) {
      const double factor =
          (gamma.empty() ? 1.0 : double{gamma[k]}) / std::sqrt(double{variance[k]} + epsilon);
      affine.factor.push_back(factor);
      affine.shift.push_back((beta.empty() ? 0.0 : double{beta[k]}) - factor * double{mean[k]});
    }
    return affine;
  }

  /// Into the Dense in front.
  bool fold_back(std::size_t call) {
    const std::size_t before = flat_.calls[call].inputs[0];
    if (before < flat_.inputs.size() || readers_[before].size() > 1 || is_output_[before])
      return false;
    const std::size_t source = before - flat_.inputs.size();
    const layers::Dense* dense = lone_dense(source, layer_of(call).name);
    if (dense == nullptr || dense->activity_regularizer ||
        (dense->activation && dense->activation.as<activations::Linear>() == nullptr))
      return false;
    const std::string& path = layer_of(source).name;
    const Affine affine = affine_of(layer_of(call).name);
    scale_kernel(path, [&](std::int64_t, std::int64_t column) {
      return affine.factor[static_cast<std::size_t>(column)];
    });
    std::vector<double> terms = affine.shift;
    const auto bias = pieces_.values(path + "/bias");
    for (std::size_t k = 0; k < bias.size(); ++k)
      terms[k] += (affine.factor[k] - 1) * double{bias[k]};
    pieces_.add_to_bias(path, terms);
    return true;
  }

  /// Into all Dense layers behind.
  bool fold_forward(std::size_t call) {
    const std::string& own = layer_of(call).name;
    std::vector<std::size_t> readers;
    std::vector<std::size_t> open{value_of(call)};
    while (!open.empty()) {
      const std::size_t value = open.back();
      open.pop_back();
      if (is_output_[value]) return false;
      for (const std::size_t reader : readers_[value]) {
        if (lone_dense(reader, own) != nullptr) {
          readers.push_back(reader);
        } else if (layer_of(reader).layer.as<layers::Dropout>() != nullptr) {
          open.push_back(value_of(reader));
        } else {
          return false;
        }
      }
    }
    if (readers.empty()) return false;
    const Affine affine = affine_of(own);
    for (const std::size_t reader : readers) {
      const std::string& path = layer_of(reader).name;
      const auto kernel = pieces_.values(path + "/kernel");
      const std::size_t rows = affine.shift.size(), columns = kernel.size() / rows;
      const double divisor = pieces_.layer(path).as<layers::Dense>()->neural_tangent
                                 ? std::sqrt(static_cast<double>(rows))
                                 : 1.0;
      std::vector<double> terms(columns, 0.0);
      for (std::size_t r = 0; r < rows; ++r) {
        for (std::size_t k = 0; k < columns; ++k)
          terms[k] += affine.shift[r] * double{kernel[r * columns + k]} / divisor;
      }
      pieces_.add_to_bias(path, terms);
      scale_kernel(path, [&](std::int64_t row, std::int64_t) {
        return affine.factor[static_cast<std::size_t>(row)];
      });
    }
    return true;
  }

  template <class Factor>
  void scale_kernel(const std::string& path, const Factor& factor) {
    Array& kernel = pieces_.weight(path + "/kernel");
    const std::int64_t columns = kernel.shape().back();
    const std::span<float> values = kernel.mutable_data<float>();
    for (std::int64_t i = 0; i < kernel.size(); ++i) {
      float& value = values[static_cast<std::size_t>(i)];
      value = static_cast<float>(double{value} * factor(i / columns, i % columns));
    }
  }

  ModelPieces& pieces_;
  const Trainable& model_;
  const Topology flat_;
  const std::vector<Shape> shapes_;                // of samples, by value
  std::vector<int> calls_;                         // of each layer
  std::vector<std::vector<std::size_t>> readers_;  // calls, by value
  std::vector<bool> is_output_;                    // by value
};

}  // namespace

void fold_batch_normalization(ModelPieces& pieces, const Trainable& model) {
  Folder(pieces, model).fold_all();
}

}  // namespace occam::selection
