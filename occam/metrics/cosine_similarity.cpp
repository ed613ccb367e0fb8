#include "occam/metrics/cosine_similarity.h"

#include "occam/losses/cosine_similarity.h"

namespace occam::metrics {

graph::Value CosineSimilarity::per_sample(const graph::Value& target,
                                          const graph::Value& prediction) const {
  return losses::cosine_similarity_of(target, prediction);
}

}  // namespace occam::metrics
