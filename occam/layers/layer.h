#pragma once

#include <concepts>
#include <memory>
#include <string>
#include <string_view>

#include "occam/base/dims.h"
#include "occam/layers/scope.h"

namespace occam {

/// A step of a network: any struct with `type`, `name`, `input_shape` (Input: `shape`) and
/// `graph::Value build(const layers::Scope&, const graph::Value& input) const`; `check()` throws
/// InvalidArgument when its options are out of range.
template <class T>
concept LayerLike = requires(const T& t, const layers::Scope& scope, const graph::Value& input) {
  { T::type } -> std::convertible_to<std::string_view>;
  { t.name } -> std::convertible_to<std::string>;
  { t.check() } -> std::same_as<void>;
  { t.build(scope, input) } -> std::same_as<graph::Value>;
}
&&(
    requires(const T& t) {
      { t.input_shape } -> std::convertible_to<Dims>;
    } ||
    requires(const T& t) {
      { t.shape } -> std::convertible_to<Dims>;
    });

/// Holds any layer.
class Layer {
 public:
  template <LayerLike T>
  requires(!std::same_as<T, Layer>) Layer(T layer)
      : held_(std::make_shared<Holder<T>>(std::move(layer))) {}  // NOLINT: implicit by design

  std::string_view type() const { return held_->type(); }
  const std::string& name() const { return held_->name(); }
  const Dims& input_shape() const { return held_->input_shape(); }
  void check() const { held_->check(); }
  graph::Value build(const layers::Scope& scope, const graph::Value& input) const {
    return held_->build(scope, input);
  }
  /// Input holds no computation: it only declares the shape.
  bool is_input() const { return type() == "InputLayer"; }

 private:
  struct Held {
    virtual ~Held() = default;
    virtual std::string_view type() const = 0;
    virtual const std::string& name() const = 0;
    virtual const Dims& input_shape() const = 0;
    virtual void check() const = 0;
    virtual graph::Value build(const layers::Scope& scope, const graph::Value& input) const = 0;
  };
  template <class T>
  struct Holder final : Held {
    explicit Holder(T t) : value(std::move(t)) {}
    std::string_view type() const override { return T::type; }
    const std::string& name() const override { return value.name; }
    const Dims& input_shape() const override {
      if constexpr (requires { value.input_shape; }) {
        return value.input_shape;
      } else {
        return value.shape;
      }
    }
    void check() const override { value.check(); }
    graph::Value build(const layers::Scope& scope, const graph::Value& input) const override {
      return value.build(scope, input);
    }
    T value;
  };

  std::shared_ptr<const Held> held_;
};

}  // namespace occam
