#include "occam/optimizers/apply.h"

#include "occam/base/errors.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/assign.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/clip.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater.h"
#include "occam/ops/maximum.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"
#include "occam/optimizers/joint_proximal.h"
#include "occam/optimizers/turn.h"

namespace occam::optimizers {
namespace {

using graph::Value;

Value sum_of_squares(const Value& gradient) { return ops::sum(ops::square(gradient)); }

/// The gradients, clipped. All kinds keep NaN; a global norm that is not finite makes all NaN.
void clip(const StepOptions& options, std::vector<Value>& gradients) {
  if (options.clipnorm) {
    for (Value& gradient : gradients) {
      const Value norm = ops::sqrt(sum_of_squares(gradient));
      gradient = gradient * (options.clipnorm / ops::maximum(norm, options.clipnorm));
    }
  }
  if (options.global_clipnorm && !gradients.empty()) {
    // Added in the order of the weights.
    Value squares = sum_of_squares(gradients[0]);
    for (std::size_t i = 1; i < gradients.size(); ++i)
      squares = squares + sum_of_squares(gradients[i]);
    const Value norm = ops::sqrt(squares), limit = options.global_clipnorm;
    const Value factor = limit / ops::maximum(norm, limit) + (norm - norm);
    for (Value& gradient : gradients) gradient = gradient * factor;
  }
  if (options.clipvalue) {
    for (Value& gradient : gradients) {
      gradient = ops::clip(gradient, ops::broadcast_to(-options.clipvalue, gradient.shape()),
                           ops::broadcast_to(options.clipvalue, gradient.shape()));
    }
  }
}

/// Adds up gradients: their mean so far takes their place.
void accumulate(const std::vector<UpdateScope>& scopes, std::int64_t steps, const Value& is_update,
                std::vector<Value>& gradients) {
  for (std::size_t i = 0; i < gradients.size(); ++i) {
    const Value sum = scopes[i].slot("gradient_accumulator");
    const Value total = sum + gradients[i];
    ops::assign(sum, choose(is_update, ops::fill_like(total, 0.0), total));
    gradients[i] = total / static_cast<double>(steps);
  }
}

/// The running mean with `weight` in it; the first step's is the weight itself.
Value averaged(const UpdateScope& scope, const Value& momentum, const Value& weight) {
  const Value average = scope.average();
  const Value kept = momentum * ops::greater(scope.step(), ops::fill_like(momentum, 1.0));
  const Value result = average + (weight - average) * (1.0 - kept);
  ops::assign(average, result);
  return result;
}

const Value& start_of(const TrainedWeight& trained) {
  return trained.start ? trained.start : trained.weight;
}

}  // namespace

void apply_gradients(const ops::Scope& scope, const Optimizer& optimizer,
                     const std::vector<TrainedWeight>& weights, std::vector<Value> gradients) {
  check_internal(weights.size() == gradients.size(), "not one gradient for each weight");
  const StepOptions options = optimizer.options(scope);
  const std::int64_t batches = options.gradient_accumulation_steps;
  std::vector<UpdateScope> scopes;
  for (const TrainedWeight& each : weights) scopes.emplace_back(scope, each, batches);
  const auto decayed = [&](std::size_t i) {
    const Value& weight = start_of(weights[i]);
    const UpdateScope& here = scopes[i];
    if (!options.decay || is_excluded(here.weight_path(), options.exclude_from_weight_decay))
      return weight;
    return weight - weight * here.for_this_weight(options.decay);
  };

  Value is_update;  // none: every step is one
  if (batches > 1) {
    is_update = is_turn(scope.steps_taken() + 1.0, batches);
    accumulate(scopes, batches, is_update, gradients);
  }
  clip(options, gradients);
  const auto scope_with = [&](std::size_t i, const Regularizer& regularizer) {
    TrainedWeight trained = weights[i];
    trained.regularizer = regularizer;
    return UpdateScope(scope, trained, batches);
  };
  const std::vector<Regularizer> penalties =
      joint_penalties(scope, weights, [&](std::size_t i, const Regularizer& regularizer) {
        optimizer.step(scope_with(i, regularizer), decayed(i), gradients[i]);
      });
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const UpdateScope here = scope_with(i, penalties[i]);
    const Value& before = start_of(weights[i]);
    const Update update = optimizer.step(here, decayed(i), gradients[i]);
    if (here.has_proximal() && !here.took_proximal()) {
      throw InvalidArgument("compile: optimizer " + std::string(optimizer.type()) +
                            " takes no proximal steps (UpdateScope::proximal), which " +
                            here.weight_path() + "_regularizer needs. Expected a penalty with " +
                            "proximal = false, or another optimizer");
    }
    for (const auto& [slot, value] : update.slots)
      ops::assign(slot, is_update ? choose(is_update, value, slot) : value);
    Value weight = is_update ? choose(is_update, update.weight, before) : update.weight;
    if (options.ema_momentum) {
      const Value mean = averaged(here, options.ema_momentum, weight);
      if (options.ema_overwrite_frequency > 0)
        weight = choose(is_turn(here.step(), options.ema_overwrite_frequency), mean, weight);
    }
    if (weights[i].constraint) {
      weight = weights[i].constraint.project(scope.at(here.weight_path() + "_constraint"), weight);
    }
    ops::assign(weights[i].weight, weight);
  }
}

}  // namespace occam::optimizers
