#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "occam/ops/scope.h"

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

/// Where an optimizer's rule for one weight is written: its hyper-parameters, its memory of that
/// weight, time.
class UpdateScope : public ops::Scope {
 public:
  /// `variable`: the weight as it was before the step. `learning_rate_factor`: a scalar, or none.
  /// `batches`: how many are accumulated for a step.
  UpdateScope(const ops::Scope& scope, const graph::Value& variable,
              const graph::Value& learning_rate_factor = {}, std::int64_t batches = 1)
      : ops::Scope(scope), variable_(variable), factor_(learning_rate_factor), batches_(batches) {}

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
  /// The weight as it was before the step, which the rule sees decayed.
  const graph::Value& variable() const { return variable_; }
  /// "dense/kernel".
  const std::string& weight_path() const { return graph().variable_of(variable_).path; }

 private:
  graph::Value memory(std::string_view name, const Shape& shape, runtime::Role role,
                      double initial) const;

  graph::Value variable_, factor_;
  std::int64_t batches_;
};

}  // namespace occam
