#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "occam/activations/activation.h"
#include "occam/callbacks/callback.h"
#include "occam/layers/layer.h"
#include "occam/losses/loss.h"
#include "occam/metrics/metric.h"
#include "occam/optimizers/optimizer.h"
#include "occam/saving/keras_classes.h"

namespace occam::python {

template <class H>
struct Concept {
  std::string_view name;  ///< Keras's module's
  std::optional<saving::Concept> stored =
      {};  ///< in files; none for callbacks, which are not saved
};

/// visit(Concept<H>) for each concept that has a catalogue.
template <class Visit>
void for_each_concept(const Visit& visit) {
  using enum saving::Concept;
  visit(Concept<Activation>{"activations", kActivation});
  visit(Concept<Initializer>{"initializers", kInitializer});
  visit(Concept<Regularizer>{"regularizers", kRegularizer});
  visit(Concept<Constraint>{"constraints", kConstraint});
  visit(Concept<Schedule>{"schedules", kSchedule});
  visit(Concept<Optimizer>{"optimizers", kOptimizer});
  visit(Concept<Loss>{"losses", kLoss});
  visit(Concept<Metric>{"metrics", kMetric});
  visit(Concept<Layer>{"layers", kLayer});
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
