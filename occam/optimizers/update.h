#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "occam/constraints/constraint.h"
#include "occam/ops/scope.h"
#include "occam/regularizers/regularizer.h"

namespace occam {

/// Path of a number whose being there says that means of weights need statistics of their own.
inline constexpr std::string_view kMeansNeedStatistics = "/means/statistics";

/// A slot of the optimizer's memory and its value after the step.
struct SlotUpdate {
  graph::Value slot;
  graph::Value value;
};

/// What a rule makes of a weight and its gradient. It assigns nothing: optimizers/apply.h does.
struct Update {
  graph::Value weight;
  std::vector<SlotUpdate> slots = {};
};

/// A weight that is trained.
struct TrainedWeight {
  graph::Value weight;                     ///< a variable
  Constraint constraint = {};              ///< under "<path>_constraint"
  graph::Value learning_rate_factor = {};  ///< a scalar; none: 1
  Regularizer regularizer = {};            ///< under "<path>_regularizer", for its proximal step
  /// What the step starts from, where the model's forward pass gave the weight a value; none: the
  /// weight itself.
  graph::Value start = {};
};

/// Where an optimizer's rule for one weight is written: its hyper-parameters, its memory of that
/// weight, time.
class UpdateScope : public ops::Scope {
 public:
  /// `batches`: how many are accumulated for a step.
  UpdateScope(const ops::Scope& scope, const TrainedWeight& trained, std::int64_t batches = 1)
      : ops::Scope(scope), trained_(trained), batches_(batches) {}

  /// Number of this step, 1 for the first; a scalar. steps_taken(), which schedules see, counts
  /// batches instead where several are accumulated.
  graph::Value step() const;
  /// A hyper-parameter that says how far a step goes: hyper(), times the weight's own factor.
  template <HasFields Struct>
  graph::Value learning_rate(const Struct& options, Hyper Struct::*member) const {
    return for_this_weight(hyper(options, member));
  }
  /// The optimizer's memory `name` of the weight, of its shape, every element `initial` at first.
  graph::Value slot(std::string_view name, double initial = 0) const;
  /// The same of another shape; () is a float64 number.
  graph::Value slot(std::string_view name, const Shape& shape, double initial = 0) const;
  /// The weight's running mean, which takes its place when training ends; `with_statistics`: those
  /// of the layers are then worked out anew for it.
  graph::Value average(bool with_statistics = false) const;
  /// `rate` times the weight's factor, where it has one.
  graph::Value for_this_weight(const graph::Value& rate) const;
  /// Has the weight's penalty a proximal step? The rule's result then has to come from proximal().
  bool has_proximal() const { return trained_.regularizer.has_proximal(); }
  /// What the weight's penalty makes of the point that the rule has come to: argmin over u of
  /// penalty(u) + sum((u - point)^2 / (2 step)); the point itself without a proximal step. `step`,
  /// a scalar or of the point's shape, is how far a gradient of 1 that stays as it is moves the
  /// weight in one step: with it a weight at rest is a minimum of loss + penalty, whatever the
  /// rule. Source: Yun, Lozano and Yang 2021 (ProxGen), equation 3.
  graph::Value proximal(const graph::Value& point, const graph::Value& step) const;
  /// Did the rule ask for it?
  bool took_proximal() const { return took_proximal_; }
  /// The weight as it was before the step, which the rule sees decayed.
  const graph::Value& variable() const { return trained_.weight; }
  /// "dense/kernel".
  const std::string& weight_path() const { return graph().variable_of(variable()).path; }

 private:
  graph::Value memory(std::string_view name, const Shape& shape, runtime::Role role,
                      double initial) const;

  TrainedWeight trained_;
  std::int64_t batches_;
  mutable bool took_proximal_ = false;
};

}  // namespace occam
