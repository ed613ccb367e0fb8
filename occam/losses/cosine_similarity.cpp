#include "occam/losses/cosine_similarity.h"

#include "occam/losses/logits.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/maximum.h"
#include "occam/ops/safe_sqrt.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"

namespace occam::losses {

graph::Value cosine_similarity_of(const graph::Value& target, const graph::Value& prediction) {
  const auto norm = [](const graph::Value& x) {
    const graph::Value length = ops::safe_sqrt(ops::sum_columns(ops::square(x)));
    return ops::maximum(length, ops::fill_like(length, kEpsilon));
  };
  return ops::sum_columns(target * prediction) / (norm(target) * norm(prediction));
}

graph::Value CosineSimilarity::per_sample(const ops::Scope&, const graph::Value& target,
                                          const graph::Value& prediction) const {
  return -cosine_similarity_of(target, prediction);
}

}  // namespace occam::losses
