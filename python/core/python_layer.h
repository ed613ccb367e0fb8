#pragma once

#include <memory>
#include <string>
#include <vector>

#include "occam/layers/layer.h"
#include "python/core/python_object.h"

namespace occam {
namespace python {

/// A layer written in Python, by its method `_trace(place, inputs)`, which returns a list of its
/// results: called on symbols when a graph is written. It is referred to weakly, for it holds this
/// one.
struct PythonLayer {
  PythonObject reference;
  std::string class_name;
  std::string name = {};
  Dims input_shape = {};
  bool stands_for_model = false;  ///< it is all that a model written in Python computes
  bool is_operation = false;      ///< a function of occam.ops, called on values of a model
  const void* call_of = nullptr;  ///< the layer that this is another call of

  static constexpr std::string_view type = "a layer written in Python";
  bool supports_masking() const;
  /// {"args", "kwargs"} of a call on these values.
  Config call_arguments(Config::List values) const;
  /// {module, class_name, config, registered_name}. Throws InvalidArgument of what Python cannot
  /// write.
  Config written() const;
  std::vector<LayerPart> parts() const;
  graph::Value build(const layers::Scope& scope, std::span<const graph::Value> inputs) const {
    return build_all(scope, inputs)[0];
  }
  std::vector<graph::Value> build_all(const layers::Scope& scope,
                                      std::span<const graph::Value> inputs) const;
};

/// A layer whose weights are not trained; BatchNormalization keeps its statistics and uses them.
struct FrozenLayer {
  Layer layer;

  static constexpr std::string_view type = "a frozen layer";
  graph::Value build(const layers::Scope& scope, std::span<const graph::Value> inputs) const {
    return build_all(scope, inputs)[0];
  }
  std::vector<graph::Value> build_all(const layers::Scope& scope,
                                      std::span<const graph::Value> inputs) const;
};

/// A place for what is called on symbols there, as long as `open` says.
nb::object place_at(const layers::Scope& scope, std::shared_ptr<const bool> open);

/// Makes such layers known to Python, and the place that `_trace` is given.
void bind_python_layers(nb::module_& module);

}  // namespace python

// Both say what a layer is called by its class, which is not that of the struct.

template <>
struct LayerAdapter<python::PythonLayer> final : LayerInterface {
  explicit LayerAdapter(python::PythonLayer layer) : described(std::move(layer)) {
    occam::check_input_shape(described.class_name, described.input_shape);
  }
  std::string_view type() const override { return described.class_name; }
  bool has_fields() const override { return false; }
  Config config() const override { return described.written(); }
  bool equals(const Described& other) const override { return this == &other; }
  std::string_view name() const override { return described.name; }
  const Dims& input_shape() const override { return described.input_shape; }
  bool is_input() const override { return false; }
  bool supports_masking() const override { return described.supports_masking(); }
  bool has_weights() const override { return !described.is_operation; }
  std::vector<LayerPart> parts() const override { return described.parts(); }
  bool stands_for_model() const override { return described.stands_for_model; }
  const void* call_of() const override { return described.call_of; }
  Config call_arguments(Config::List values) const override {
    return described.call_arguments(std::move(values));
  }
  graph::Value build(const layers::Scope& scope,
                     std::span<const graph::Value> inputs) const override {
    return described.build(scope, inputs);
  }
  std::vector<graph::Value> build_all(const layers::Scope& scope,
                                      std::span<const graph::Value> inputs) const override {
    return described.build_all(scope, inputs);
  }

  python::PythonLayer described;
};

template <>
struct LayerAdapter<python::FrozenLayer> final : LayerInterface {
  explicit LayerAdapter(python::FrozenLayer layer) : described(std::move(layer)) {}
  std::string_view type() const override { return described.layer.type(); }
  bool has_fields() const override { return described.layer.has_fields(); }
  Config config() const override { return *described.layer.config().find("config"); }
  bool equals(const Described& other) const override { return this == &other; }
  const Described& itself() const override { return described.layer.described(); }
  std::string_view name() const override { return described.layer.name(); }
  const Dims& input_shape() const override { return described.layer.input_shape(); }
  bool is_input() const override { return described.layer.is_input(); }
  bool keeps_mask() const override { return described.layer.keeps_mask(); }
  bool uses_mask() const override { return described.layer.uses_mask(); }
  bool makes_mask() const override { return described.layer.makes_mask(); }
  bool supports_masking() const override { return described.layer.supports_masking(); }
  bool has_weights() const override { return described.layer.has_weights(); }
  std::vector<LayerPart> parts() const override { return described.layer.parts(); }
  bool stands_for_model() const override { return described.layer.stands_for_model(); }
  const void* call_of() const override { return described.layer.id(); }
  Config call_arguments(Config::List values) const override {
    return described.layer.call_arguments(std::move(values));
  }
  graph::Value mask(const layers::Scope& scope,
                    std::span<const graph::Value> inputs) const override {
    return described.layer.mask(scope, inputs);
  }
  graph::Value build(const layers::Scope& scope,
                     std::span<const graph::Value> inputs) const override {
    return described.build(scope, inputs);
  }
  std::vector<graph::Value> build_all(const layers::Scope& scope,
                                      std::span<const graph::Value> inputs) const override {
    return described.build_all(scope, inputs);
  }

  python::FrozenLayer described;
};

}  // namespace occam
