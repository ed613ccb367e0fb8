#pragma once

#include <concepts>
#include <memory>
#include <string_view>
#include <vector>

#include "occam/ops/scope.h"
#include "occam/optimizers/step_options.h"
#include "occam/optimizers/update.h"

namespace occam {

/// A rule that turns gradients into new weights: any struct with `type` and
/// `Update step(const UpdateScope&, const graph::Value& weight, const graph::Value& gradient)
/// const`. Clipping, decay, averages and the like stand around it for every rule: an optimizer has
/// those that its members name (step_options.h). One that wraps another, its member `optimizer`,
/// has those of that, whose hyper-parameters keep their paths.
template <class T>
concept OptimizerLike = requires(const T& t, const UpdateScope& scope, const graph::Value& value) {
  { T::type } -> std::convertible_to<std::string_view>;
  { t.step(scope, value, value) } -> std::same_as<Update>;
};

struct OptimizerInterface : Described {
  virtual void declare(const ops::Scope& scope) const = 0;
  virtual Update step(const UpdateScope& scope, const graph::Value& weight,
                      const graph::Value& gradient) const = 0;
  virtual optimizers::StepOptions options(const ops::Scope& scope) const = 0;
  virtual std::vector<graph::Value> perturbed(const ops::Scope& scope,
                                              const std::vector<graph::Value>& weights,
                                              const std::vector<graph::Value>& gradients) const = 0;
};

template <class T>
struct OptimizerAdapter final : Describes<T, OptimizerInterface> {
  using Describes<T, OptimizerInterface>::Describes;
  void declare(const ops::Scope& scope) const override {
    optimizers::declare_hypers(scope, this->described);
    if constexpr (requires { this->described.optimizer.declare(scope); })
      this->described.optimizer.declare(scope);
  }
  Update step(const UpdateScope& scope, const graph::Value& weight,
              const graph::Value& gradient) const override {
    return this->described.step(scope, weight, gradient);
  }
  optimizers::StepOptions options(const ops::Scope& scope) const override {
    if constexpr (requires { this->described.optimizer.options(scope); }) {
      return this->described.optimizer.options(scope);
    } else {
      return optimizers::step_options(scope, this->described);
    }
  }
  std::vector<graph::Value> perturbed(const ops::Scope& scope,
                                      const std::vector<graph::Value>& weights,
                                      const std::vector<graph::Value>& gradients) const override {
    if constexpr (requires { this->described.perturbed(scope, weights, gradients); }) {
      return this->described.perturbed(scope, weights, gradients);
    } else if constexpr (requires { this->described.optimizer.options(scope); }) {
      return this->described.optimizer.perturbed(scope, weights, gradients);
    } else {
      return {};
    }
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
  /// The rule. Throws InvalidArgument when it returns a value of another shape than it updates.
  Update step(const UpdateScope& scope, const graph::Value& weight,
              const graph::Value& gradient) const;
  /// What stands around the rule, as values of the graph.
  optimizers::StepOptions options(const ops::Scope& scope) const { return held().options(scope); }
  /// Where the gradients are to be taken instead, as new values of the weights; empty: where the
  /// weights are. From `std::vector<graph::Value> perturbed(...) const` of the struct.
  std::vector<graph::Value> perturbed(const ops::Scope& scope,
                                      const std::vector<graph::Value>& weights,
                                      const std::vector<graph::Value>& gradients) const {
    return held().perturbed(scope, weights, gradients);
  }
  static const Catalogue<Optimizer>& catalogue();
};

}  // namespace occam
