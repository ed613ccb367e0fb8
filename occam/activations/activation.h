#pragma once

#include <concepts>
#include <memory>
#include <string_view>

#include "occam/base/holder.h"
#include "occam/graph/graph.h"

namespace occam {

/// A function applied to a layer's result: any struct with `type` and `graph::Value apply(const
/// graph::Value&) const` that keeps the shape.
template <class T>
concept ActivationLike = requires(const T& t, const graph::Value& x) {
  { T::type } -> std::convertible_to<std::string_view>;
  { t.apply(x) } -> std::same_as<graph::Value>;
};

struct ActivationInterface : Described {
  virtual graph::Value apply(const graph::Value& x) const = 0;
};

template <class T>
struct ActivationAdapter final : Describes<T, ActivationInterface> {
  using Describes<T, ActivationInterface>::Describes;
  graph::Value apply(const graph::Value& x) const override { return this->described.apply(x); }
};

/// Holds any activation; by default none, which is linear. From a string: Keras's names. Errors:
/// InvalidArgument for an unknown name. Source: Keras 3, activations.get.
class Activation : public Holder<ActivationInterface> {
 public:
  Activation() = default;
  template <std::convertible_to<std::string_view> Name>
  Activation(const Name& name) : Activation(catalogue().make(name)) {}  // NOLINT: implicit
  template <ActivationLike T>
  requires(!std::same_as<T, Activation>) Activation(T activation)  // NOLINT: implicit
      : Holder(std::make_shared<ActivationAdapter<T>>(std::move(activation))) {}

  graph::Value apply(const graph::Value& x) const { return *this ? held().apply(x) : x; }
  static const Catalogue<Activation>& catalogue();
};

}  // namespace occam
