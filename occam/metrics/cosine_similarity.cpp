#include "occam/metrics/cosine_similarity.h"

#include "occam/losses/cosine_similarity.h"

namespace occam::metrics {

void CosineSimilarity::check() const { losses::check_sample_axes(type, axis); }

graph::Value CosineSimilarity::per_sample(const graph::Value& target,
                                          const graph::Value& prediction) const {
  return losses::cosine_similarity_of(type, target, prediction, axis);
}

}  // namespace occam::metrics
