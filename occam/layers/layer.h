#pragma once

#include <concepts>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "occam/base/dims.h"
#include "occam/base/holder.h"
#include "occam/layers/scope.h"

namespace occam {

/// A layer of one input: `graph::Value build(const layers::Scope&, const graph::Value&) const`.
template <class T>
concept OneInputLayer = requires(const T& t, const layers::Scope& scope,
                                 const graph::Value& input) {
  { t.build(scope, input) } -> std::same_as<graph::Value>;
};
/// A layer of several: `graph::Value build(const layers::Scope&, std::span<const graph::Value>)
/// const`.
template <class T>
concept ManyInputsLayer = requires(const T& t, const layers::Scope& scope,
                                   std::span<const graph::Value> inputs) {
  { t.build(scope, inputs) } -> std::same_as<graph::Value>;
};

/// A layer that may have several results: `std::vector<graph::Value> build_all(const
/// layers::Scope&, std::span<const graph::Value>) const`, beside `build`, which gives the first.
template <class T>
concept ManyResultsLayer = requires(const T& t, const layers::Scope& scope,
                                    std::span<const graph::Value> inputs) {
  { t.build_all(scope, inputs) } -> std::same_as<std::vector<graph::Value>>;
};

/// A layer whose result has a mask of its own.
template <class T>
concept MaskMaker = requires(const T& t, const layers::Scope& scope,
                             std::span<const graph::Value> inputs) {
  { t.mask(scope, inputs) } -> std::same_as<graph::Value>;
};

/// A step of a network: any struct with `type` and one of the first two `build`. Values have the
/// batch as their first axis. Optional members: `build_all`; `std::string name`; `Dims input_shape`
/// (of one sample); `static constexpr auto fields()`; `void check() const`, which throws
/// InvalidArgument when the options contradict each other. Of masks: `static constexpr bool
/// keeps_mask`: its result is masked as its inputs are; `graph::Value mask(const layers::Scope&,
/// std::span<const graph::Value> inputs) const`: it has a mask of its own, or none (an empty
/// value); `static constexpr bool uses_mask`: what it computes depends on them; `bool
/// supports_masking() const`, false where it does none of these with its options. Of a layer that
/// holds others: `std::vector<LayerPart> parts() const`. Of one that asks for weights, or may with
/// other options: `static constexpr bool has_weights = true`.
template <class T>
concept LayerLike = requires {
  { T::type } -> std::convertible_to<std::string_view>;
}
&&(OneInputLayer<T> || ManyInputsLayer<T>);

/// A layer inside another. Parts are listed as Keras lists their weights: by the order of the
/// attributes, each before those inside it.
struct LayerPart {
  std::string path;   ///< of its weights below those of the outer layer: "dense"
  std::string group;  ///< in a file of Keras's: the attribute that holds it, "hidden/dense"
  /// A weight of it, "kernel", that such a file has among those of the layer around it too, as
  /// their first; "": none.
  std::string held_twice = {};
};

struct LayerInterface : Described {
  virtual std::string_view name() const = 0;
  virtual const Dims& input_shape() const = 0;
  virtual bool is_input() const = 0;
  virtual bool keeps_mask() const { return false; }
  virtual bool uses_mask() const { return false; }
  virtual bool makes_mask() const { return false; }
  virtual bool has_weights() const { return false; }
  virtual bool supports_masking() const { return keeps_mask() || uses_mask() || makes_mask(); }
  virtual graph::Value mask(const layers::Scope&, std::span<const graph::Value>) const {
    return {};
  }
  virtual std::vector<LayerPart> parts() const { return {}; }
  virtual bool stands_for_model() const { return false; }
  virtual const void* call_of() const { return nullptr; }
  virtual Config call_arguments(Config::List values) const;
  virtual graph::Value build(const layers::Scope& scope,
                             std::span<const graph::Value> inputs) const = 0;
  virtual std::vector<graph::Value> build_all(const layers::Scope& scope,
                                              std::span<const graph::Value> inputs) const {
    return {build(scope, inputs)};
  }
};

/// Throws InvalidArgument unless there is exactly one.
const graph::Value& only_input(std::string_view type, std::span<const graph::Value> inputs);
/// A size below 1 among those of one sample.
void check_input_shape(std::string_view type, const Dims& input_shape);

template <class T>
struct LayerAdapter final : Describes<T, LayerInterface> {
  explicit LayerAdapter(T layer) : Describes<T, LayerInterface>(std::move(layer)) {
    occam::check_input_shape(T::type, input_shape());
  }
  std::string_view name() const override {
    if constexpr (requires { this->described.name; }) {
      return this->described.name;
    } else {
      return {};
    }
  }
  const Dims& input_shape() const override {
    static const Dims kNone;
    if constexpr (requires { this->described.input_shape; }) {
      return this->described.input_shape;
    } else if constexpr (requires { T::is_input; }) {
      return this->described.shape;
    } else {
      return kNone;
    }
  }
  bool is_input() const override {
    return requires { T::is_input; };
  }
  bool keeps_mask() const override {
    if constexpr (requires { T::keeps_mask; }) {
      return T::keeps_mask;
    } else {
      return false;
    }
  }
  bool uses_mask() const override {
    if constexpr (requires { T::uses_mask; }) {
      return T::uses_mask;
    } else {
      return false;
    }
  }
  bool makes_mask() const override { return MaskMaker<T>; }
  bool has_weights() const override {
    if constexpr (requires { T::has_weights; }) {
      return T::has_weights;
    } else {
      return false;
    }
  }
  std::vector<LayerPart> parts() const override {
    if constexpr (requires { this->described.parts(); }) {
      return this->described.parts();
    } else {
      return {};
    }
  }
  bool supports_masking() const override {
    if constexpr (requires { this->described.supports_masking(); }) {
      return this->described.supports_masking();
    } else {
      return LayerInterface::supports_masking();
    }
  }
  graph::Value mask(const layers::Scope& scope,
                    std::span<const graph::Value> inputs) const override {
    if constexpr (MaskMaker<T>) {
      return this->described.mask(scope, inputs);
    } else {
      return {};
    }
  }
  graph::Value build(const layers::Scope& scope,
                     std::span<const graph::Value> inputs) const override {
    if constexpr (ManyInputsLayer<T>) {
      return this->described.build(scope, inputs);
    } else {
      return this->described.build(scope, only_input(T::type, inputs));
    }
  }
  std::vector<graph::Value> build_all(const layers::Scope& scope,
                                      std::span<const graph::Value> inputs) const override {
    if constexpr (ManyResultsLayer<T>) {
      return this->described.build_all(scope, inputs);
    } else {
      return {build(scope, inputs)};
    }
  }
};

class Node;

/// Holds any layer. Copies are the same layer: called twice in a functional model it shares its
/// weights. From a string: the class name or its snake case, with default arguments. Errors:
/// InvalidArgument for an option out of its range.
class Layer : public Holder<LayerInterface> {
 public:
  template <std::convertible_to<std::string_view> Name>
  Layer(const Name& type) : Layer(catalogue().make(type)) {}  // NOLINT: implicit by design
  template <LayerLike T>
  requires(!std::same_as<T, Layer>) Layer(T layer)  // NOLINT: implicit by design
      : Holder(std::make_shared<LayerAdapter<T>>(std::move(layer))) {}

  std::string_view name() const { return held().name(); }
  /// The shape of one sample that the description declares, or nothing.
  const Dims& input_shape() const { return held().input_shape(); }
  /// Input holds no computation: it only declares the shape.
  bool is_input() const { return held().is_input(); }
  graph::Value build(const layers::Scope& scope, std::span<const graph::Value> inputs) const {
    return masked(scope, inputs, {held().build(scope, inputs)})[0];
  }
  graph::Value build(const layers::Scope& scope, const graph::Value& input) const {
    return build(scope, {&input, 1});
  }
  /// All results, one of most layers.
  std::vector<graph::Value> build_all(const layers::Scope& scope,
                                      std::span<const graph::Value> inputs) const {
    return masked(scope, inputs, held().build_all(scope, inputs));
  }
  /// Is the result masked as the inputs are?
  bool keeps_mask() const { return held().keeps_mask(); }
  /// Does what it computes depend on its inputs' masks?
  bool uses_mask() const { return held().uses_mask(); }
  /// Has the result a mask of the layer's own?
  bool makes_mask() const { return held().makes_mask(); }
  /// Is it of a class whose layers have weights, with some options at least?
  bool has_weights() const { return held().has_weights(); }
  /// False: behind the layer nobody knows which rows count. Source: Keras 3, Layer.
  bool supports_masking() const { return held().supports_masking(); }
  /// The layers inside it that have weights of their own names, those inside them too.
  std::vector<LayerPart> parts() const { return held().parts(); }
  /// Is it all that a model written elsewhere computes? In files it is that model.
  bool stands_for_model() const { return held().stands_for_model(); }
  /// What a functional model's file says of a call on these values: {"args": the value or all of
  /// them in a list, "kwargs": nothing}, and whatever else a layer written elsewhere is called
  /// with.
  Config call_arguments(Config::List values) const {
    return held().call_arguments(std::move(values));
  }
  /// Which rows of the result count, for inputs that have masks or not; an empty value: all.
  /// Source: Keras 3, Layer.compute_mask.
  graph::Value mask(const layers::Scope& scope, std::span<const graph::Value> inputs) const;
  /// Equal for copies of one layer only, and for what says of itself that it is another call of it,
  /// with arguments of its own.
  const void* id() const {
    const void* const other = held().call_of();
    return other != nullptr ? other : identity();
  }

  /// The layer's result for these inputs, in a functional model (models/model.h).
  Node operator()(const Node& input) const;
  Node operator()(std::vector<Node> inputs) const;

  static const Catalogue<Layer>& catalogue();

 private:
  /// The results, with their masks. Where masks of the inputs are lost the scope is told.
  std::vector<graph::Value> masked(const layers::Scope& scope, std::span<const graph::Value> inputs,
                                   std::vector<graph::Value> results) const;
};

/// A value of a functional model: a layer called on others, or an input. Copies are the same value.
class Node {
 public:
  Node() = default;
  Node(Layer layer, std::vector<Node> inputs);
  Node(const Node&) = default;
  Node(Node&&) noexcept = default;
  Node& operator=(const Node&) = default;
  Node& operator=(Node&&) noexcept = default;
  ~Node();

  explicit operator bool() const { return call_ != nullptr; }
  /// REQUIRES, as all below: not empty.
  const Layer& layer() const;
  const std::vector<Node>& inputs() const;
  /// Equal for copies of one node only.
  const void* id() const { return call_.get(); }

 private:
  struct Call;
  std::shared_ptr<Call> call_;
};

}  // namespace occam
