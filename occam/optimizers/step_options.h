#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "occam/base/fields.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/scope.h"

namespace occam::optimizers {

/// What an optimizer asks for around its rule, as values of the graph; an empty one is absent and
/// costs nothing. apply.h says when each is done. An optimizer asks by members of these names:
/// MaybeHyper weight_decay (of the learning_rate), clipnorm, clipvalue, global_clipnorm,
/// bool use_ema with Hyper ema_momentum and MaybeInt ema_overwrite_frequency,
/// MaybeInt gradient_accumulation_steps, std::vector<std::string> exclude_from_weight_decay.
struct StepOptions {
  graph::Value decay;  ///< learning_rate * weight_decay
  std::vector<std::string> exclude_from_weight_decay;
  graph::Value clipnorm, clipvalue, global_clipnorm;
  graph::Value ema_momentum;
  std::int64_t ema_overwrite_frequency = 0;  ///< 0: never
  std::int64_t gradient_accumulation_steps = 1;
};

/// Their fields, in Keras's order, to follow those of the rule.
template <class T>
constexpr auto step_fields() {
  return Fields{
      Field{"weight_decay", &T::weight_decay, at_least(0),
            "share of a weight that learning_rate takes away, beside the gradient"},
      Field{"clipnorm", &T::clipnorm, above(0), "largest norm of each weight's gradient"},
      Field{"clipvalue", &T::clipvalue, above(0), "largest size of a gradient's element"},
      Field{"global_clipnorm", &T::global_clipnorm, above(0), "largest norm of all gradients"},
      Field{"use_ema", &T::use_ema, "keeps a running mean of the weights; training ends with it"},
      Field{"ema_momentum", &T::ema_momentum, between(0, 1), "share of the mean that a step keeps"},
      Field{"ema_overwrite_frequency", &T::ema_overwrite_frequency, at_least(1),
            "steps after which the weights become their mean"},
      Field{"gradient_accumulation_steps", &T::gradient_accumulation_steps, at_least(2),
            "batches whose mean gradient makes one step"},
      Field{"exclude_from_weight_decay", &T::exclude_from_weight_decay,
            "regular expressions found in the paths of weights that do not decay"}};
}

/// Throws InvalidArgument for several kinds of clipping at once or a pattern that cannot be read.
void check_one_clipping(std::string_view type, int kinds);
void check_patterns(std::string_view type, const std::vector<std::string>& patterns);

/// What `check()` of an optimizer with step_fields() calls.
template <class T>
void check_steps(const T& optimizer) {
  check_one_clipping(T::type, optimizer.clipnorm.has_value() + optimizer.clipvalue.has_value() +
                                  optimizer.global_clipnorm.has_value());
  check_patterns(T::type, optimizer.exclude_from_weight_decay);
}

/// Is a regular expression (ECMAScript) of `patterns` found in `path`? Keras's
/// exclude_from_weight_decay(var_names), by the whole path: "bias", "^dense_1/".
bool is_excluded(const std::string& path, const std::vector<std::string>& patterns);

/// Declares the hyper-parameters that are used: ema_momentum only with use_ema, and of the rule's
/// own what `bool is_used(std::string_view name)` says where the optimizer has it.
template <class T>
void declare_hypers(const ops::Scope& scope, const T& optimizer) {
  ops::declare_hypers(scope, optimizer, [&](std::string_view name) {
    if constexpr (requires { optimizer.use_ema; }) {
      if (name == "ema_momentum") return optimizer.use_ema;
    }
    if constexpr (requires { optimizer.is_used(name); }) return optimizer.is_used(name);
    return true;
  });
}

/// The number of a member that fields() list, or nothing.
template <HasFields T>
graph::Value given(const ops::Scope& scope, const T& optimizer, MaybeHyper T::*member) {
  return (optimizer.*member).has_value() ? scope.hyper(optimizer, member) : graph::Value{};
}

template <class T>
StepOptions step_options(const ops::Scope& scope, const T& optimizer) {
  StepOptions options;
  if constexpr (requires { optimizer.weight_decay; }) {
    if (optimizer.weight_decay.has_value())
      options.decay =
          scope.hyper(optimizer, &T::weight_decay) * scope.hyper(optimizer, &T::learning_rate);
  }
  if constexpr (requires { optimizer.exclude_from_weight_decay; })
    options.exclude_from_weight_decay = optimizer.exclude_from_weight_decay;
  if constexpr (requires { optimizer.clipnorm; })
    options.clipnorm = given(scope, optimizer, &T::clipnorm);
  if constexpr (requires { optimizer.clipvalue; })
    options.clipvalue = given(scope, optimizer, &T::clipvalue);
  if constexpr (requires { optimizer.global_clipnorm; })
    options.global_clipnorm = given(scope, optimizer, &T::global_clipnorm);
  if constexpr (requires { optimizer.use_ema; }) {
    if (optimizer.use_ema) options.ema_momentum = scope.hyper(optimizer, &T::ema_momentum);
  }
  if constexpr (requires { optimizer.ema_overwrite_frequency; }) {
    if (optimizer.ema_overwrite_frequency.has_value())
      options.ema_overwrite_frequency = optimizer.ema_overwrite_frequency.value();
  }
  if constexpr (requires { optimizer.gradient_accumulation_steps; }) {
    if (optimizer.gradient_accumulation_steps.has_value())
      options.gradient_accumulation_steps = optimizer.gradient_accumulation_steps.value();
  }
  return options;
}

}  // namespace occam::optimizers
