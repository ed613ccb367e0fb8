#include "occam/optimizers/swa.h"

#include "occam/base/errors.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater.h"
#include "occam/ops/maximum.h"
#include "occam/optimizers/turn.h"

namespace occam::optimizers {

using graph::Value;

namespace {

/// Does it, or one inside it, take the weights' running mean?
bool takes_mean(const Optimizer& optimizer) {
  if (!optimizer.has_fields()) return false;
  const Config whole = optimizer.config();
  for (const Config* at = &whole; at != nullptr;) {
    const Config& arguments = *at->find("config");
    const Config* const use_ema = arguments.find("use_ema");
    if (*at->find("class_name") == Config(SWA::type)) return true;
    if (use_ema != nullptr && *use_ema == Config(true)) return true;
    at = arguments.find("optimizer");
  }
  return false;
}

}  // namespace

void SWA::check() const {
  if (takes_mean(optimizer))
    throw_invalid_value(type, "optimizer", "one without a mean of its own (use_ema, SWA)",
                        std::string(optimizer.type()) + " with one");
}

Update SWA::step(const UpdateScope& scope, const Value& weight, const Value& gradient) const {
  Update update = optimizer.step(scope, weight, gradient);
  const Value average = scope.average(/*with_statistics=*/true);
  const Value counted = scope.step() - static_cast<double>(start);
  const Value none = ops::fill_like(counted, 0.0);
  // Up to `start` the mean is of one: the weights.
  const Value models = ops::maximum(counted, none) / static_cast<double>(period) + 1.0;
  const Value mean = average + (update.weight - average) / models;
  const Value is_counted =
      choose(ops::greater(counted, none), is_turn(counted, period), ops::fill_like(counted, 1.0));
  update.slots.push_back({average, choose(is_counted, mean, average)});
  return update;
}

}  // namespace occam::optimizers
