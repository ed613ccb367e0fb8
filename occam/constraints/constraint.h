#pragma once

#include <concepts>
#include <memory>
#include <string_view>

#include "occam/ops/scope.h"

namespace occam {

/// Where a weight may lie: any struct with `type` and `graph::Value project(const ops::Scope&,
/// const graph::Value& weight) const` that returns the weight moved there, after every step. Its
/// numbers are declared with scope.hyper, so that they stay adjustable.
template <class T>
concept ConstraintLike = requires(const T& t, const ops::Scope& scope, const graph::Value& weight) {
  { T::type } -> std::convertible_to<std::string_view>;
  { t.project(scope, weight) } -> std::same_as<graph::Value>;
};

struct ConstraintInterface : Described {
  virtual void declare(const ops::Scope& scope) const = 0;
  virtual graph::Value project(const ops::Scope& scope, const graph::Value& weight) const = 0;
};

template <class T>
struct ConstraintAdapter final : Describes<T, ConstraintInterface> {
  using Describes<T, ConstraintInterface>::Describes;
  void declare(const ops::Scope& scope) const override {
    ops::declare_hypers(scope, this->described);
  }
  graph::Value project(const ops::Scope& scope, const graph::Value& weight) const override {
    return this->described.project(scope, weight);
  }
};

/// Holds any constraint, or none. From a string: Keras's names. Errors: InvalidArgument for an
/// unknown name or a number out of its range. Source: Keras 3, constraints.get.
class Constraint : public Holder<ConstraintInterface> {
 public:
  Constraint() = default;
  template <std::convertible_to<std::string_view> Name>
  Constraint(const Name& name) : Constraint(catalogue().make(name)) {}  // NOLINT: implicit
  template <ConstraintLike T>
  requires(!std::same_as<T, Constraint>) Constraint(T constraint)  // NOLINT: implicit by design
      : Holder(std::make_shared<ConstraintAdapter<T>>(std::move(constraint))) {}

  /// Declares its hyper-parameters. REQUIRES, as project: holds a constraint.
  void declare(const ops::Scope& scope) const { held().declare(scope); }
  /// `weight` where it may lie. Throws InvalidArgument for a weight that it cannot serve.
  graph::Value project(const ops::Scope& scope, const graph::Value& weight) const;
  static const Catalogue<Constraint>& catalogue();
};

}  // namespace occam
