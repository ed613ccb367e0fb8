#pragma once

#include <concepts>
#include <memory>
#include <string>
#include <string_view>

#include "occam/losses/reduction.h"
#include "occam/losses/target_kind.h"
#include "occam/ops/scope.h"

namespace occam {

/// What is minimised, per sample: any struct with `type`, `name` (Keras's function name),
/// `class_labels` (true when the target holds class numbers) and `graph::Value per_sample(const
/// ops::Scope&, const graph::Value& target, const graph::Value& prediction) const`. prediction
/// [batch, ..., k]; target of the same shape, or [batch, ...] for class labels. Result [batch,
/// ...]. The training loss is what `LossReduction reduction` makes of all of them, without such a
/// member their mean. Optional: `static constexpr TargetKind target_kind`; `graph::Value
/// of_batch(scope, target, prediction) const`, as per_sample, what the batch as a whole comes to
/// where samples have no values of their own (else an empty value): a caller is told that, a fit
/// its mean; `graph::Value counted(target) const`, or of (target, values per sample), 1 where a
/// sample counts, else 0, or an empty value where all do; `static constexpr bool of_one_shape`,
/// targets have the prediction's shape and are not repeated to it when it is called on arrays;
/// `static constexpr bool is_metric`, false where its function is none of Keras's metrics'.
template <class T>
concept LossLike = requires(const T& t, const ops::Scope& scope, const graph::Value& value) {
  { T::type } -> std::convertible_to<std::string_view>;
  { T::name } -> std::convertible_to<std::string_view>;
  { T::class_labels } -> std::convertible_to<bool>;
  { t.per_sample(scope, value, value) } -> std::same_as<graph::Value>;
};

struct LossInterface : Described {
  virtual bool from_logits() const = 0;
  virtual bool takes_probabilities() const = 0;
  virtual std::string_view name() const = 0;
  virtual bool class_labels() const = 0;
  virtual TargetKind target_kind() const = 0;
  virtual bool of_one_shape() const = 0;
  virtual bool is_metric() const = 0;
  virtual LossReduction reduction() const = 0;
  virtual void declare(const ops::Scope& scope) const = 0;
  virtual graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                                  const graph::Value& prediction) const = 0;
  virtual graph::Value of_batch(const ops::Scope& scope, const graph::Value& target,
                                const graph::Value& prediction) const = 0;
  virtual graph::Value counted(const graph::Value& target, const graph::Value& values) const = 0;
};

template <class T>
struct LossAdapter final : Describes<T, LossInterface> {
  using Describes<T, LossInterface>::Describes;
  std::string_view name() const override { return T::name; }
  bool class_labels() const override { return T::class_labels; }
  bool takes_probabilities() const override {
    return requires { this->described.from_logits; };
  }
  bool from_logits() const override {
    if constexpr (requires { this->described.from_logits; }) {
      return this->described.from_logits;
    } else {
      return false;
    }
  }
  TargetKind target_kind() const override {
    if constexpr (requires { T::target_kind; }) {
      return T::target_kind;
    } else {
      return T::class_labels ? TargetKind::kClassNumbers : TargetKind::kNumbers;
    }
  }
  bool of_one_shape() const override {
    if constexpr (requires { T::of_one_shape; }) {
      return T::of_one_shape;
    } else {
      return false;
    }
  }
  bool is_metric() const override {
    if constexpr (requires { T::is_metric; }) {
      return T::is_metric;
    } else {
      return true;
    }
  }
  LossReduction reduction() const override {
    if constexpr (requires { this->described.reduction; }) {
      return this->described.reduction;
    } else {
      return LossReduction::kSumOverBatchSize;
    }
  }
  void declare(const ops::Scope& scope) const override {
    ops::declare_hypers(scope, this->described);
  }
  graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                          const graph::Value& prediction) const override {
    return this->described.per_sample(scope, target, prediction);
  }
  graph::Value of_batch(const ops::Scope& scope, const graph::Value& target,
                        const graph::Value& prediction) const override {
    if constexpr (requires { this->described.of_batch(scope, target, prediction); }) {
      return this->described.of_batch(scope, target, prediction);
    } else {
      return {};
    }
  }
  graph::Value counted(const graph::Value& target, const graph::Value& values) const override {
    if constexpr (requires { this->described.counted(target, values); }) {
      return this->described.counted(target, values);
    } else if constexpr (requires { this->described.counted(target); }) {
      return this->described.counted(target);
    } else {
      return {};
    }
  }
};

/// Holds any loss, or none. From a string: Keras's names. Errors: InvalidArgument for an unknown
/// name or an argument out of its range. Source: Keras 3, losses.get.
class Loss : public Holder<LossInterface> {
 public:
  Loss() = default;
  template <std::convertible_to<std::string_view> Name>
  Loss(const Name& name) : Loss(catalogue().make(name)) {}  // NOLINT: implicit by design
  template <LossLike T>
  requires(!std::same_as<T, Loss>) Loss(T loss)  // NOLINT: implicit by design
      : Holder(std::make_shared<LossAdapter<T>>(std::move(loss))) {}

  /// REQUIRES, as all below: holds a loss.
  std::string_view name() const { return held().name(); }
  bool class_labels() const { return held().class_labels(); }
  /// True: the prediction is compared as a logit.
  bool from_logits() const { return held().from_logits(); }
  /// True: the prediction is a probability, or with from_logits a logit.
  bool takes_probabilities() const { return held().takes_probabilities(); }
  TargetKind target_kind() const { return held().target_kind(); }
  /// True: called on arrays, targets are not repeated to the prediction's shape.
  bool of_one_shape() const { return held().of_one_shape(); }
  /// False: Keras has its function among the losses alone.
  bool is_metric() const { return held().is_metric(); }
  LossReduction reduction() const { return held().reduction(); }
  /// Declares its hyper-parameters, so that they exist before there is a target.
  void declare(const ops::Scope& scope) const { held().declare(scope); }
  graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                          const graph::Value& prediction) const {
    return held().per_sample(scope, target, prediction);
  }
  /// What the batch as a whole comes to, of a loss that is not of single samples; else an empty
  /// value.
  graph::Value of_batch(const ops::Scope& scope, const graph::Value& target,
                        const graph::Value& prediction) const {
    return held().of_batch(scope, target, prediction);
  }
  /// What a caller is told in place of per_sample: the same, or of a loss that is not of single
  /// samples what the batch as a whole comes to. Throws InvalidArgument where these are several
  /// numbers and samples have weights.
  graph::Value values(const ops::Scope& scope, const graph::Value& target,
                      const graph::Value& prediction, bool weighted) const {
    const graph::Value whole = of_batch(scope, target, prediction);
    if (whole && weighted && !whole.is_scalar())
      throw InvalidArgument(std::string(type()) +
                            ": sample_weight of a loss that is summed over the samples");
    return whole ? whole : per_sample(scope, target, prediction);
  }
  /// 1 where a sample, of these values, counts, else 0; an empty value where all do.
  graph::Value counted(const graph::Value& target, const graph::Value& values) const {
    return held().counted(target, values);
  }
  static const Catalogue<Loss>& catalogue();
};

}  // namespace occam
