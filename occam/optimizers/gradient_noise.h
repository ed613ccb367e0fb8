#pragma once

#include "occam/base/fields.h"
#include "occam/optimizers/optimizer.h"
#include "occam/optimizers/sgd.h"

namespace occam::optimizers {

/// Adds to each element of a gradient, as `optimizer` gets it (clipped), a normal number of
/// variance eta / t^gamma, t = 1, 2, ... the step; another for each, by the model's seed. Source:
/// Neelakantan et al. 2015, equation 1, which tries eta 0.01, 0.3 and 1. Errors: InvalidArgument
/// unless eta and gamma >= 0.
struct GradientNoise {
  Optimizer optimizer = SGD{};
  Hyper eta = 0.01;
  Hyper gamma = 0.55;

  static constexpr std::string_view type = "GradientNoise";
  static constexpr auto fields() {
    using G = GradientNoise;
    return Fields{Field{"optimizer", &G::optimizer, "the rule of a step"},
                  Field{"eta", &G::eta, at_least(0), "variance of the first step's noise"},
                  Field{"gamma", &G::gamma, at_least(0), "power of the step it falls with"}};
  }
  Update step(const UpdateScope& scope, const graph::Value& weight,
              const graph::Value& gradient) const;
};

}  // namespace occam::optimizers
