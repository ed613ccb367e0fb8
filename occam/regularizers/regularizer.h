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
///
/// One that makes exact zeros also has `graph::Value proximal_point(const ops::Scope&, const
/// graph::Value& point, const graph::Value& step) const`: argmin over u of penalty(u) + sum((u -
/// point)^2 / (2 step)), with a step above 0 for each element. Its penalty then has no gradient of
/// what that takes care of (ops::stop_gradient). A member `bool proximal` may switch it off.
template <class T>
concept RegularizerLike = requires(const T& t, const ops::Scope& scope,
                                   const graph::Value& weight) {
  { T::type } -> std::convertible_to<std::string_view>;
  { t.penalty(scope, weight) } -> std::same_as<graph::Value>;
};

template <class T>
concept HasProximal = requires(const T& t, const ops::Scope& scope, const graph::Value& value) {
  { t.proximal_point(scope, value, value) } -> std::same_as<graph::Value>;
};

struct RegularizerInterface : Described {
  virtual graph::Value penalty(const ops::Scope& scope, const graph::Value& weight) const = 0;
  virtual bool has_proximal() const = 0;
  virtual graph::Value proximal_point(const ops::Scope& scope, const graph::Value& point,
                                      const graph::Value& step) const = 0;
};

template <class T>
struct RegularizerAdapter final : Describes<T, RegularizerInterface> {
  using Describes<T, RegularizerInterface>::Describes;
  graph::Value penalty(const ops::Scope& scope, const graph::Value& weight) const override {
    return this->described.penalty(scope, weight);
  }
  bool has_proximal() const override {
    if constexpr (!HasProximal<T>) {
      return false;
    } else if constexpr (requires { this->described.proximal; }) {
      return this->described.proximal;
    } else {
      return true;
    }
  }
  graph::Value proximal_point(const ops::Scope& scope, const graph::Value& point,
                              const graph::Value& step) const override {
    if constexpr (HasProximal<T>) return this->described.proximal_point(scope, point, step);
    return point;
  }
};

/// Holds any regularizer, or none. From a string: Keras's names, with the docstring's factors
/// (0.01). Errors: InvalidArgument for an unknown name or a factor out of its range. Source: Keras
/// 3, regularizers.get.
class Regularizer : public Holder<RegularizerInterface> {
 public:
  Regularizer() = default;
  template <std::convertible_to<std::string_view> Name>
  Regularizer(const Name& name) : Regularizer(catalogue().make(name)) {}  // NOLINT: implicit
  template <RegularizerLike T>
  requires(!std::same_as<T, Regularizer>) Regularizer(T regularizer)  // NOLINT: implicit
      : Holder(std::make_shared<RegularizerAdapter<T>>(std::move(regularizer))) {}

  /// The penalty on `weight`, a scalar. REQUIRES: holds a regularizer.
  graph::Value penalty(const ops::Scope& scope, const graph::Value& weight) const {
    return held().penalty(scope, weight);
  }
  /// Does the optimizer take its proximal step? False when it holds none.
  bool has_proximal() const { return *this && held().has_proximal(); }
  /// The proximal point in the metric 1 / step, of the point's shape. REQUIRES: has_proximal().
  graph::Value proximal_point(const ops::Scope& scope, const graph::Value& point,
                              const graph::Value& step) const {
    return held().proximal_point(scope, point, step);
  }
  static const Catalogue<Regularizer>& catalogue();
};

}  // namespace occam
