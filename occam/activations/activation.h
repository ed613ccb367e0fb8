#pragma once

#include <concepts>
#include <memory>
#include <string_view>

#include "occam/graph/graph.h"

namespace occam {

/// A function applied to a layer's result: any struct with `type` and `graph::Value apply(const
/// graph::Value&) const` that keeps the shape.
template <class T>
concept ActivationLike = requires(const T& t, const graph::Value& x) {
  { T::type } -> std::convertible_to<std::string_view>;
  { t.apply(x) } -> std::same_as<graph::Value>;
};

/// Holds any activation; by default none, which is linear. From a string: Keras's names.
/// Source: Keras 3, activations.get.
class Activation {
 public:
  Activation() = default;
  template <std::convertible_to<std::string_view> Name>
  Activation(const Name& name) : Activation(named(name)) {}  // NOLINT: implicit by design
  template <ActivationLike T>
  requires(!std::same_as<T, Activation>) Activation(T activation)
      : held_(std::make_shared<Holder<T>>(std::move(activation))) {}  // NOLINT

  std::string_view type() const { return held_ ? held_->type() : "linear"; }
  graph::Value apply(const graph::Value& x) const { return held_ ? held_->apply(x) : x; }

 private:
  struct Held {
    virtual ~Held() = default;
    virtual std::string_view type() const = 0;
    virtual graph::Value apply(const graph::Value& x) const = 0;
  };
  template <class T>
  struct Holder final : Held {
    explicit Holder(T t) : value(std::move(t)) {}
    std::string_view type() const override { return T::type; }
    graph::Value apply(const graph::Value& x) const override { return value.apply(x); }
    T value;
  };

  /// Throws InvalidArgument for an unknown name.
  static Activation named(std::string_view name);

  std::shared_ptr<const Held> held_;
};

}  // namespace occam
