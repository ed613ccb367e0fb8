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

/// Holds any optimizer. From a string: Keras's names. Source: Keras 3, optimizers.get.
class Optimizer {
 public:
  template <std::convertible_to<std::string_view> Name>
  Optimizer(const Name& name) : Optimizer(named(name)) {}  // NOLINT: implicit by design
  template <OptimizerLike T>
  requires(!std::same_as<T, Optimizer>) Optimizer(T optimizer)
      : held_(std::make_shared<Holder<T>>(std::move(optimizer))) {}  // NOLINT

  std::string_view type() const { return held_->type(); }
  void update(const UpdateScope& scope, const graph::Value& weight,
              const graph::Value& gradient) const {
    held_->update(scope, weight, gradient);
  }

 private:
  struct Held {
    virtual ~Held() = default;
    virtual std::string_view type() const = 0;
    virtual void update(const UpdateScope& scope, const graph::Value& weight,
                        const graph::Value& gradient) const = 0;
  };
  template <class T>
  struct Holder final : Held {
    explicit Holder(T t) : value(std::move(t)) {}
    std::string_view type() const override { return T::type; }
    void update(const UpdateScope& scope, const graph::Value& weight,
                const graph::Value& gradient) const override {
      value.update(scope, weight, gradient);
    }
    T value;
  };

  /// Throws InvalidArgument for an unknown name.
  static Optimizer named(std::string_view name);

  std::shared_ptr<const Held> held_;
};

}  // namespace occam
