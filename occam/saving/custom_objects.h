#pragma once

#include <vector>

#include "occam/activations/activation.h"
#include "occam/layers/layer.h"
#include "occam/losses/loss.h"
#include "occam/metrics/metric.h"
#include "occam/optimizers/optimizer.h"

namespace occam {

/// Structs of a program's own that a file may name by their `type`. They describe themselves by
/// fields() and have defaults. Source: Keras 3, custom_objects.
class CustomObjects {
 public:
  template <class T>
  void add() {
    static_assert(HasFields<T>, "a struct that is saved describes its members by fields()");
    static_assert(std::default_initializable<T>, "a struct that is loaded has defaults");
    if constexpr (LayerLike<T>) add_to<Layer, T>(layers_);
    if constexpr (ActivationLike<T>) add_to<Activation, T>(activations_);
    if constexpr (InitializerLike<T>) add_to<Initializer, T>(initializers_);
    if constexpr (RegularizerLike<T>) add_to<Regularizer, T>(regularizers_);
    if constexpr (ConstraintLike<T>) add_to<Constraint, T>(constraints_);
    if constexpr (ScheduleLike<T>) add_to<Schedule, T>(schedules_);
    if constexpr (OptimizerLike<T>) add_to<Optimizer, T>(optimizers_);
    if constexpr (LossLike<T>) add_to<Loss, T>(losses_);
    if constexpr (MetricLike<T>) add_to<Metric, T>(metrics_);
  }

  /// While it lives, names on this thread mean these structs too.
  class Scope {
   public:
    explicit Scope(const CustomObjects& objects)
        : layers_(objects.layers_),
          activations_(objects.activations_),
          initializers_(objects.initializers_),
          regularizers_(objects.regularizers_),
          constraints_(objects.constraints_),
          schedules_(objects.schedules_),
          optimizers_(objects.optimizers_),
          losses_(objects.losses_),
          metrics_(objects.metrics_) {}

   private:
    CustomMembers<Layer> layers_;
    CustomMembers<Activation> activations_;
    CustomMembers<Initializer> initializers_;
    CustomMembers<Regularizer> regularizers_;
    CustomMembers<Constraint> constraints_;
    CustomMembers<Schedule> schedules_;
    CustomMembers<Optimizer> optimizers_;
    CustomMembers<Loss> losses_;
    CustomMembers<Metric> metrics_;
  };

 private:
  template <class H>
  using Entries = std::vector<typename Catalogue<H>::Entry>;
  template <class H, class T>
  static void add_to(Entries<H>& entries) {
    entries.push_back(catalogue_entry<H, T>(T::type));
  }

  Entries<Layer> layers_;
  Entries<Activation> activations_;
  Entries<Initializer> initializers_;
  Entries<Regularizer> regularizers_;
  Entries<Constraint> constraints_;
  Entries<Schedule> schedules_;
  Entries<Optimizer> optimizers_;
  Entries<Loss> losses_;
  Entries<Metric> metrics_;
};

/// `load_model("m.keras", {.custom = custom_objects<MyLayer, MyLoss>()})`.
template <class... Structs>
CustomObjects custom_objects() {
  CustomObjects objects;
  (objects.add<Structs>(), ...);
  return objects;
}

}  // namespace occam
