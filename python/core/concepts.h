#pragma once

#include <string>
#include <string_view>

#include "occam/activations/activation.h"
#include "occam/callbacks/callback.h"
#include "occam/layers/layer.h"
#include "occam/losses/loss.h"
#include "occam/metrics/metric.h"
#include "occam/optimizers/optimizer.h"

namespace occam::python {

template <class H>
struct Concept {
  using Holder = H;
  std::string_view name;
};

/// visit(Concept<H>) for each concept that has a catalogue. The names are Keras's modules'.
template <class Visit>
void for_each_concept(const Visit& visit) {
  visit(Concept<Activation>{"activations"});
  visit(Concept<Initializer>{"initializers"});
  visit(Concept<Regularizer>{"regularizers"});
  visit(Concept<Constraint>{"constraints"});
  visit(Concept<Schedule>{"schedules"});
  visit(Concept<Optimizer>{"optimizers"});
  visit(Concept<Loss>{"losses"});
  visit(Concept<Metric>{"metrics"});
  visit(Concept<Layer>{"layers"});
  visit(Concept<callbacks::Callback>{"callbacks"});
}

/// The same for the one of this name. Throws InvalidArgument for another name.
template <class Visit>
void with_concept(std::string_view name, const Visit& visit) {
  bool found = false;
  for_each_concept([&](const auto& each) {
    if (each.name != name) return;
    found = true;
    visit(each);
  });
  if (!found) throw InvalidArgument("no concept '" + std::string(name) + "'");
}

}  // namespace occam::python
