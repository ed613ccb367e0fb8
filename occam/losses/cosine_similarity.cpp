#include "occam/losses/cosine_similarity.h"

#include <algorithm>

#include "occam/losses/logits.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/axes.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/maximum.h"
#include "occam/ops/safe_sqrt.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"

namespace occam::losses {

void check_sample_axes(std::string_view type, const AxisList& axis) {
  if (!axis.axes().empty() && std::ranges::find(axis.axes(), 0) == axis.axes().end()) return;
  throw_invalid_value(type, "axis", "axes of a sample, one or more; 0 is the batch's",
                      to_text(FieldValue<AxisList>::write(axis)));
}

graph::Value cosine_similarity_of(std::string_view type, const graph::Value& target,
                                  const graph::Value& prediction, const AxisList& axis) {
  const ops::Axes over = ops::normalized_axes(type, axis.axes(), prediction.shape().rank());
  if (over.front() == 0) check_sample_axes(type, 0);
  const auto norm = [&](const graph::Value& x) {
    const graph::Value length = ops::safe_sqrt(ops::sum(ops::square(x), over));
    return ops::maximum(length, ops::fill_like(length, kEpsilon));
  };
  return ops::sum(target * prediction, over) / (norm(target) * norm(prediction));
}

graph::Value CosineSimilarity::per_sample(const ops::Scope&, const graph::Value& target,
                                          const graph::Value& prediction) const {
  return -cosine_similarity_of(type, target, prediction, axis);
}

}  // namespace occam::losses
