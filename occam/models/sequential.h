#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "occam/models/trainable.h"

namespace occam {

/// A chain of layers. It is built when its input shape is known: from the first layer, by build(),
/// or from the first batch. A value: copying copies the weights. Source: Keras 3, Sequential.
class Sequential : public Trainable {
 public:
  Sequential() = default;
  Sequential(std::initializer_list<Layer> layers);

  /// Appends a layer. Throws InvalidArgument when the model has weights already, or for an Input
  /// that is not the first layer.
  void add(Layer layer);
  const std::vector<Layer>& layers() const { return layers_; }
  /// Names in the model: a layer's own, or Keras's "dense", "dense_1", ...
  std::vector<std::string> layer_names() const;

  /// Declares the shape of one sample (without the batch axis). Throws InvalidArgument for another
  /// shape than the one that is known, or layers that it does not fit.
  void build(const Shape& input_shape);

  /// The model as a layer of another, called on a value of a functional model.
  Node operator()(const Node& input) const { return as_layer({})(input); }
  /// The same as a layer that can be called several times, and named.
  using Trainable::as_layer;

 private:
  std::optional<models::Topology> topology(const std::vector<Shape>& shapes) const override;
  std::string_view kind() const override { return "sequential"; }
  void replace_output(models::Topology topology, std::vector<Layer> last) override;
  bool is_sequential() const override { return true; }

  std::vector<Layer> layers_;
};

}  // namespace occam
