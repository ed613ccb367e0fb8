#pragma once

#include <concepts>
#include <memory>
#include <string_view>

#include "occam/ops/scope.h"

namespace occam {

/// Where an optimizer's rule for one weight is written: its hyper-parameters, its memory of that
/// weight, time.
class UpdateScope : public ops::Scope {
 public:
  using ops::Scope::Scope;
  /// Number of this step, 1 for the first; a scalar.
  graph::Value step() const;
  /// The optimizer's memory `name` of `weight`, of the same shape, starting at 0.
  graph::Value slot(std::string_view name, const graph::Value& weight) const;
};

/// A rule that turns gradients into new weights: any struct with `type` and
/// `void update(const UpdateScope&, const graph::Value& weight, const graph::Value& gradient)
/// const` that assigns the weight and its slots.
template <class T>
concept OptimizerLike = requires(const T& t, const UpdateScope& scope, const graph::Value& value) {
  { T::type } -> std::convertible_to<std::string_view>;
  { t.update(scope, value, value) } -> std::same_as<void>;
};

struct OptimizerInterface : Described {
  virtual void declare(const ops::Scope& scope) const = 0;
  virtual void update(const UpdateScope& scope, const graph::Value& weight,
                      const graph::Value& gradient) const = 0;
};

template <class T>
struct OptimizerAdapter final : Describes<T, OptimizerInterface> {
  using Describes<T, OptimizerInterface>::Describes;
  void declare(const ops::Scope& scope) const override {
    ops::declare_hypers(scope, this->described);
  }
  void update(const UpdateScope& scope, const graph::Value& weight,
              const graph::Value& gradient) const override {
    this->described.update(scope, weight, gradient);
  }
};

/// Holds any optimizer. From a string: Keras's names. Errors: InvalidArgument for an unknown name
/// or an argument out of its range. Source: Keras 3, optimizers.get.
class Optimizer : public Holder<OptimizerInterface> {
 public:
  template <std::convertible_to<std::string_view> Name>
  Optimizer(const Name& name) : Optimizer(catalogue().make(name)) {}  // NOLINT: implicit by design
  template <OptimizerLike T>
  requires(!std::same_as<T, Optimizer>) Optimizer(T optimizer)  // NOLINT: implicit by design
      : Holder(std::make_shared<OptimizerAdapter<T>>(std::move(optimizer))) {}

  /// Declares its hyper-parameters, so that they exist before there is a weight to update.
  void declare(const ops::Scope& scope) const { held().declare(scope); }
  void update(const UpdateScope& scope, const graph::Value& weight,
              const graph::Value& gradient) const {
    held().update(scope, weight, gradient);
  }
  static const Catalogue<Optimizer>& catalogue();
};

}  // namespace occam
