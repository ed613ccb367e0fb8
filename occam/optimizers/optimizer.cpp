#include "occam/optimizers/optimizer.h"

#include "occam/base/errors.h"

namespace occam {
namespace {

void check_shape(const Optimizer& optimizer, std::string_view what, const graph::Value& old,
                 const graph::Value& fresh) {
  if (fresh && fresh.shape() == old.shape()) return;
  throw InvalidArgument(std::string(optimizer.type()) + ": step returned another shape for the " +
                        std::string(what) + ". Expected " + to_text(old.shape()) +
                        ". Received: " + (fresh ? to_text(fresh.shape()) : "nothing"));
}

}  // namespace

Update Optimizer::step(const UpdateScope& scope, const graph::Value& weight,
                       const graph::Value& gradient) const {
  Update update = held().step(scope, weight, gradient);
  check_shape(*this, "weight", weight, update.weight);
  for (const SlotUpdate& each : update.slots) check_shape(*this, "slot", each.slot, each.value);
  return update;
}

}  // namespace occam
