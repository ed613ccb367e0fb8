#include "occam/losses/categorical_focal_crossentropy.h"

#include <algorithm>
#include <string>

#include "occam/losses/focal.h"
#include "occam/losses/label_smoothing.h"
#include "occam/losses/logits.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/concatenate.h"
#include "occam/ops/constant.h"
#include "occam/ops/log.h"
#include "occam/ops/softmax.h"
#include "occam/ops/sum.h"

namespace occam::losses {

using graph::Value;

void CategoricalFocalCrossentropy::check() const {
  if (std::ranges::all_of(alpha.items(), [](double share) { return share >= 0; })) return;
  throw_invalid_value(type, "alpha", "numbers >= 0", to_text(FieldValue<Numbers>::write(alpha)));
}

Value CategoricalFocalCrossentropy::per_sample(const ops::Scope& scope, const Value& target,
                                               const Value& prediction) const {
  using Self = CategoricalFocalCrossentropy;
  const Shape& shape = prediction.shape();
  const Value t = smoothed(target, scope.hyper(*this, &Self::label_smoothing), shape.back());
  const Value p = clip_distribution(from_logits ? ops::softmax(prediction) : prediction);
  const Value elements = t * ops::log(p) * focal_factor(p, scope.hyper(*this, &Self::gamma));
  if (!alpha.is_list()) return -alpha.items()[0] * ops::sum_columns(elements);
  if (static_cast<std::int64_t>(alpha.items().size()) != shape.back()) {
    throw_invalid_value(
        type, "alpha",
        "one number for each of " + std::to_string(shape.back()) + " classes, or one for all",
        std::to_string(alpha.items().size()) + " numbers");
  }
  std::vector<Value> shares;
  for (const double share : alpha.items())
    shares.push_back(ops::broadcast_scalar(ops::constant(prediction.graph(), share), Shape{1}));
  return -ops::sum_columns(elements * ops::broadcast_rows(ops::concatenate(shares, 0), shape));
}

}  // namespace occam::losses
