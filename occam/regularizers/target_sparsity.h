#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "occam/ops/scope.h"

namespace occam::regularizers {

/// A penalty may be given the share of zeros that it is to reach, `sparsity`, in the place of its
/// factors, which then adapt. They start at a thousandth of what is given, so that a network is not
/// all zeros before it has learnt anything, and are multiplied at the end of every epoch of n steps
/// by exp(min(n / 500, 1) * clip((logit(target) - logit(share)) / 2, -log 4, log 4)), share that of
/// the weight's zeros. A share near 0 or 1 so makes them four times larger or smaller in 500 steps,
/// which is about how long a weight takes to answer; a share that is reached leaves them alone.

inline constexpr double kFirstFactor = 1e-3;
/// What the factors are multiplied by. `target`, `share`: from 0 to 1.
double factor_towards(double target, double share, std::int64_t steps);

/// Throws InvalidArgument where a target cannot be reached: without proximal steps there are no
/// zeros, a factor on a schedule does not adapt, and one of 0 stays 0.
void check_target(std::string_view type, bool proximal,
                  std::initializer_list<const Hyper*> factors);
/// The same for a penalty that may have none.
template <class Penalty>
void check_target(const Penalty& penalty, std::initializer_list<const Hyper*> factors) {
  if (penalty.sparsity.has_value()) check_target(Penalty::type, penalty.proximal, factors);
}
/// Lets the share be set as other hyper-parameters are, where it is given.
template <class Penalty>
void declare_target(const ops::Scope& scope, const Penalty& penalty) {
  if (penalty.sparsity.has_value()) scope.hyper(penalty, &Penalty::sparsity);
}

}  // namespace occam::regularizers
