#pragma once

#include <concepts>
#include <memory>
#include <string_view>

#include "occam/ops/scope.h"

namespace occam {

/// What is minimised, per sample: any struct with `type`, `name` (Keras's function name),
/// `class_labels` (true when the target holds class numbers) and `graph::Value per_sample(const
/// ops::Scope&, const graph::Value& target, const graph::Value& prediction) const`. prediction
/// [batch, ..., k]; target of the same shape, or [batch, ...] for class labels. Result [batch,
/// ...]. The training loss is the mean over all of them (Keras's reduction 'sum_over_batch_size').
template <class T>
concept LossLike = requires(const T& t, const ops::Scope& scope, const graph::Value& value) {
  { T::type } -> std::convertible_to<std::string_view>;
  { T::name } -> std::convertible_to<std::string_view>;
  { T::class_labels } -> std::convertible_to<bool>;
  { t.per_sample(scope, value, value) } -> std::same_as<graph::Value>;
};

/// Holds any loss, or none. From a string: Keras's names. Source: Keras 3, losses.get.
class Loss {
 public:
  Loss() = default;
  template <std::convertible_to<std::string_view> Name>
  Loss(const Name& name) : Loss(named(name)) {}  // NOLINT: implicit by design
  template <LossLike T>
  requires(!std::same_as<T, Loss>) Loss(T loss)
      : held_(std::make_shared<Holder<T>>(std::move(loss))) {}  // NOLINT

  explicit operator bool() const { return held_ != nullptr; }
  std::string_view type() const { return held_->type(); }
  std::string_view name() const { return held_->name(); }
  bool class_labels() const { return held_->class_labels(); }
  graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                          const graph::Value& prediction) const {
    return held_->per_sample(scope, target, prediction);
  }

 private:
  struct Held {
    virtual ~Held() = default;
    virtual std::string_view type() const = 0;
    virtual std::string_view name() const = 0;
    virtual bool class_labels() const = 0;
    virtual graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                                    const graph::Value& prediction) const = 0;
  };
  template <class T>
  struct Holder final : Held {
    explicit Holder(T t) : value(std::move(t)) {}
    std::string_view type() const override { return T::type; }
    std::string_view name() const override { return T::name; }
    bool class_labels() const override { return T::class_labels; }
    graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                            const graph::Value& prediction) const override {
      return value.per_sample(scope, target, prediction);
    }
    T value;
  };

  /// Throws InvalidArgument for an unknown name.
  static Loss named(std::string_view name);

  std::shared_ptr<const Held> held_;
};

}  // namespace occam
