#pragma once

#include <string>

#include "occam/layers/input.h"
#include "occam/models/trainable.h"

namespace occam {

/// Arguments of Model.
struct ModelOptions {
  OneOrMany<Node> inputs;   ///< what Input() returned
  OneOrMany<Node> outputs;  ///< results of layers
  std::string name = "functional";
};

/// A model of any shape: layers called on Input() and on each other's results. A Layer that is
/// called twice shares its weights; its penalty counts once. A value: copying copies the weights.
/// Source: Keras 3, the functional API. Errors: InvalidArgument for outputs that depend on other
/// inputs, inputs that lead nowhere, layers that do not fit.
class Model : public Trainable {
 public:
  explicit Model(ModelOptions options);

  /// The model as a layer of another, called on a value of a functional model. A model of several
  /// outputs: call_all().
  Node operator()(const Node& input) const { return as_layer(name_)(input); }
  Node operator()(std::vector<Node> inputs) const { return as_layer(name_)(std::move(inputs)); }
  /// All its outputs, in order.
  std::vector<Node> call_all(std::vector<Node> inputs) const;
  /// The same as a layer that can be called several times, and named.
  using Trainable::as_layer;

 private:
  friend class models::Parts;
  Model(std::string name, models::Topology topology);

  std::optional<models::Topology> topology(const std::vector<Shape>& shapes) const override;
  std::string_view kind() const override { return name_; }
  void replace_output(models::Topology topology, std::vector<Layer> last) override;

  std::string name_;
  std::shared_ptr<const models::Topology> topology_;
};

/// All outputs of a model that was made a layer by as_layer(), called on these inputs: several
/// calls share its weights. Any other layer has one. Source: Keras 3, Model.__call__.
std::vector<Node> call_all(const Layer& layer, std::vector<Node> inputs);
/// All results of a layer of so many, whose number only its build_all() knows: a mistake is found
/// when a model is made of them.
std::vector<Node> call_all(const Layer& layer, std::vector<Node> inputs, std::size_t results);

}  // namespace occam
