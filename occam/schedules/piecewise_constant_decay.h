#pragma once

#include <vector>

#include "occam/base/field_list.h"
#include "occam/ops/scope.h"

namespace occam::schedules {

/// values[i] while boundaries[i - 1] < step <= boundaries[i], step = 0 in the first step. The
/// values stay adjustable under "value_0", "value_1" ...; the boundaries do not.
/// Source: Keras 3, optimizers.schedules.PiecewiseConstantDecay. Errors: InvalidArgument unless
/// there is a boundary, they rise, there is one value more, and the values are finite.
struct PiecewiseConstantDecay {
  std::vector<Int> boundaries = {};  ///< required
  std::vector<Hyper> values = {};    ///< required

  static constexpr std::string_view type = "PiecewiseConstantDecay";
  static constexpr auto fields() {
    using P = PiecewiseConstantDecay;
    return Fields{Field{"boundaries", &P::boundaries, "the last step of each value but one"},
                  Field{"values", &P::values, "one more than boundaries"}};
  }
  void check() const;
  graph::Value value(const ops::Scope& scope, const graph::Value& step) const;
};

}  // namespace occam::schedules
