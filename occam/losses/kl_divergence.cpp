#include "occam/losses/kl_divergence.h"

#include "occam/losses/logits.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/clip.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/log.h"
#include "occam/ops/sum.h"

namespace occam::losses {

graph::Value kl_divergence_of(const graph::Value& target, const graph::Value& prediction) {
  const auto clipped = [](const graph::Value& x) {
    return ops::clip(x, ops::fill_like(x, kEpsilon), ops::fill_like(x, 1.0));
  };
  const graph::Value t = clipped(target);
  return ops::sum_columns(t * ops::log(t / clipped(prediction)));
}

graph::Value KLDivergence::per_sample(const ops::Scope&, const graph::Value& target,
                                      const graph::Value& prediction) const {
  return kl_divergence_of(target, prediction);
}

}  // namespace occam::losses
