#pragma once

#include <concepts>
#include <memory>
#include <string>
#include <string_view>

#include "occam/ops/scope.h"

namespace occam {

/// A penalty on a weight: any struct with `type` and `graph::Value penalty(const ops::Scope&, const
/// graph::Value&) const` that returns a scalar. Its factors are declared with scope.hyper, so that
/// they stay adjustable.
template <class T>
concept RegularizerLike = requires(const T& t, const ops::Scope& scope,
                                   const graph::Value& weight) {
  { T::type } -> std::convertible_to<std::string_view>;
  { t.penalty(scope, weight) } -> std::same_as<graph::Value>;
};

/// Holds any regularizer, or none. From a string: Keras's names, with the docstring's factors
/// (0.01). Source: Keras 3, regularizers.get.
class Regularizer {
 public:
  Regularizer() = default;
  template <std::convertible_to<std::string_view> Name>
  Regularizer(const Name& name) : Regularizer(named(name)) {}  // NOLINT: implicit by design
  template <RegularizerLike T>
  requires(!std::same_as<T, Regularizer>) Regularizer(T regularizer)
      : held_(std::make_shared<Holder<T>>(std::move(regularizer))) {}  // NOLINT

  explicit operator bool() const { return held_ != nullptr; }
  std::string_view type() const { return held_ ? held_->type() : "none"; }
  /// The penalty on `weight`, a scalar. REQUIRES: holds a regularizer.
  graph::Value penalty(const ops::Scope& scope, const graph::Value& weight) const {
    return held_->penalty(scope, weight);
  }

 private:
  struct Held {
    virtual ~Held() = default;
    virtual std::string_view type() const = 0;
    virtual graph::Value penalty(const ops::Scope& scope, const graph::Value& weight) const = 0;
  };
  template <class T>
  struct Holder final : Held {
    explicit Holder(T t) : value(std::move(t)) {}
    std::string_view type() const override { return T::type; }
    graph::Value penalty(const ops::Scope& scope, const graph::Value& weight) const override {
      return value.penalty(scope, weight);
    }
    T value;
  };

  /// Throws InvalidArgument for an unknown name.
  static Regularizer named(std::string_view name);

  std::shared_ptr<const Held> held_;
};

}  // namespace occam
